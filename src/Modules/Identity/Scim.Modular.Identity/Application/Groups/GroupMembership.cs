using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>
/// Changes who is in a group, by differences: only the ids that a request names are looked at, except where it names the whole list.
/// A member is a user or a group of the directory. An id that is neither — another organization's is simply unknown — is parked and noted,
/// unless the dialect is one that refuses it.
/// </summary>
internal sealed class GroupMembership(
    IUserRepository users, IGroupMemberRepository members, INestingRepository nested, GroupNesting nesting, IOptions<LimitOptions> limits,
    TimeProvider clock)
{
    /// <summary>The members are these.</summary>
    public async Task<Result<ChangedGroup>> ReplaceAsync(
        Group group, IReadOnlyCollection<string> values, Dialect dialect, bool isNew, CancellationToken ct)
    {
        var wanted = await SortAsync(group, values, ct);
        var present = isNew ? new HashSet<UserId>() : await members.AllAsync(group.Id, ct);
        var presentGroups = isNew ? new HashSet<GroupId>() : await nested.MembersAsync(group.Id, ct);
        if (!isNew)
            await members.UnparkAllAsync(group.Id, ct);
        return await ApplyAsync(
            group,
            new Difference([.. wanted.Users.Where(id => !present.Contains(id))], [.. present.Where(id => !wanted.Users.Contains(id))]),
            [.. wanted.Groups.Where(id => !presentGroups.Contains(id))], [.. presentGroups.Where(id => !wanted.Groups.Contains(id))],
            wanted.Unknown, dialect, ct);
    }

    /// <summary>Each of these is, or is not, a member; all others stay.</summary>
    public async Task<Result<ChangedGroup>> ChangeAsync(Group group, IReadOnlyDictionary<string, bool> wanted, Dialect dialect, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return new ChangedGroup(group, []);
        var come = await SortAsync(group, [.. wanted.Where(pair => pair.Value).Select(pair => pair.Key)], ct);
        var go = wanted.Where(pair => !pair.Value).Select(pair => pair.Key).ToArray();
        var goUsers = Typed<UserId>(go);
        var present = await members.PresentAsync(group.Id, [.. come.Users, .. goUsers], ct);
        // Who is to go and is no user may be a group; that is asked only then.
        var goOthers = Typed<GroupId>(go).Where(id => !present.Contains(new UserId(id.Value))).ToArray();
        var presentGroups = come.Groups.Count + goOthers.Length == 0 ? new HashSet<GroupId>() : await nested.MembersAsync(group.Id, ct);
        if (go.Length > 0)
            await members.UnparkAsync(group.Id, go, ct);
        return await ApplyAsync(
            group,
            new Difference([.. come.Users.Where(id => !present.Contains(id))], [.. goUsers.Where(present.Contains)]),
            [.. come.Groups.Where(id => !presentGroups.Contains(id))], [.. goOthers.Where(presentGroups.Contains)],
            come.Unknown, dialect, ct);
    }

    private async Task<Result<ChangedGroup>> ApplyAsync(
        Group group, Difference change, IReadOnlyCollection<GroupId> comingGroups, IReadOnlyCollection<GroupId> goingGroups,
        IReadOnlyCollection<string> unknown, Dialect dialect, CancellationToken ct)
    {
        if (unknown.Count > 0 && !dialect.Has(Habits.UnknownMembers))
            return GroupErrors.UnknownMember(unknown.First());
        // Who is parked may become a member, and is a row as well; a group without any is not asked.
        var parked = unknown.Count == 0 ? 0 : unknown.Count + await members.ParkedAsync(group.Id, ct);
        var difference = change.Come.Count - change.Go.Count + comingGroups.Count - goingGroups.Count;
        if (group.MemberCount + difference + parked > limits.Value.GroupMembers)
            return GroupErrors.TooLarge(limits.Value.GroupMembers);
        if (await nesting.ChangeAsync(group, comingGroups, goingGroups, ct) is { } error)
            return error;

        if (change.Go.Count > 0)
            await members.RemoveAsync(group.Id, change.Go, ct);
        members.Add(group.Id, change.Come);
        if (unknown.Count > 0)
            await members.ParkAsync(group.Id, unknown, ct);
        group.ChangeMembers(change.Come, change.Go, clock.Now());
        return new ChangedGroup(group, unknown.Count == 0
            ? []
            : [$"members: {unknown.Count} not known yet, parked until such a user comes: {string.Join(", ", unknown.Take(5))}"]);
    }

    private async Task<Sorted> SortAsync(Group group, IReadOnlyCollection<string> values, CancellationToken ct)
    {
        if (values.Count == 0)
            return new(new HashSet<UserId>(), new HashSet<GroupId>(), []);
        var known = await users.KnownAsync(group.DirectoryId, Typed<UserId>(values), ct);
        var others = values.Where(value => !Ids.TryParse<UserId>(value, out var id) || !known.Contains(id)).Distinct(StringComparer.Ordinal).ToArray();
        var ids = Typed<GroupId>(others);
        IReadOnlySet<GroupId> groups = ids.Length == 0 ? new HashSet<GroupId>() : await nested.KnownAsync(group.DirectoryId, ids, ct);
        return new(known, groups, [.. others.Where(value => !Ids.TryParse<GroupId>(value, out var id) || !groups.Contains(id))]);
    }

    private static TId[] Typed<TId>(IEnumerable<string> values) where TId : struct, IId<TId> =>
        [.. values.Select(value => Ids.TryParse<TId>(value, out var id) ? id : (TId?)null).OfType<TId>().Distinct()];

    private sealed record Sorted(IReadOnlySet<UserId> Users, IReadOnlySet<GroupId> Groups, IReadOnlyCollection<string> Unknown);

    private sealed record Difference(IReadOnlyCollection<UserId> Come, IReadOnlyCollection<UserId> Go);
}
