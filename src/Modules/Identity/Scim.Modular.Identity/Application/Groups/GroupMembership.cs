using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Limits;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Groups;

/// <summary>
/// Changes who is in a group, by differences: only the ids that a request names are looked at, except where it names the whole list.
/// An id that is no user of the directory — another organization's is simply unknown — is parked and noted.
/// </summary>
internal sealed class GroupMembership(
    IUserRepository users, IGroupMemberRepository members, IOptions<LimitOptions> limits, TimeProvider clock)
{
    /// <summary>The members are these.</summary>
    public async Task<Result<ChangedGroup>> ReplaceAsync(Group group, IReadOnlyCollection<string> values, bool isNew, CancellationToken ct)
    {
        var (wanted, unknown) = await SortAsync(group, values, ct);
        var present = isNew ? new HashSet<UserId>() : await members.AllAsync(group.Id, ct);
        if (!isNew)
            await members.UnparkAllAsync(group.Id, ct);
        return await ApplyAsync(group, [.. wanted.Where(id => !present.Contains(id))], [.. present.Where(id => !wanted.Contains(id))], unknown, ct);
    }

    /// <summary>Each of these is, or is not, a member; all others stay.</summary>
    public async Task<Result<ChangedGroup>> ChangeAsync(Group group, IReadOnlyDictionary<string, bool> wanted, CancellationToken ct)
    {
        if (wanted.Count == 0)
            return new ChangedGroup(group, []);
        var (come, unknown) = await SortAsync(group, [.. wanted.Where(pair => pair.Value).Select(pair => pair.Key)], ct);
        var go = wanted.Where(pair => !pair.Value).Select(pair => pair.Key).ToArray();
        var goIds = Typed(go);
        var present = await members.PresentAsync(group.Id, [.. come, .. goIds], ct);
        if (go.Length > 0)
            await members.UnparkAsync(group.Id, go, ct);
        return await ApplyAsync(group, [.. come.Where(id => !present.Contains(id))], [.. goIds.Where(present.Contains)], unknown, ct);
    }

    private async Task<Result<ChangedGroup>> ApplyAsync(
        Group group, IReadOnlyCollection<UserId> come, IReadOnlyCollection<UserId> go, IReadOnlyCollection<string> unknown, CancellationToken ct)
    {
        if (unknown.Contains(group.Id.ToString()))
            return GroupErrors.ContainsItself;
        // Who is parked may become a member, and is a row as well; a group without any is not asked.
        var parked = unknown.Count == 0 ? 0 : unknown.Count + await members.ParkedAsync(group.Id, ct);
        if (group.MemberCount + come.Count - go.Count + parked > limits.Value.GroupMembers)
            return GroupErrors.TooLarge(limits.Value.GroupMembers);

        if (go.Count > 0)
            await members.RemoveAsync(group.Id, go, ct);
        members.Add(group.Id, come);
        if (unknown.Count > 0)
            await members.ParkAsync(group.Id, unknown, ct);
        group.ChangeMembers(come, go, clock.Now());
        return new ChangedGroup(group, unknown.Count == 0
            ? []
            : [$"members: {unknown.Count} not known yet, parked until such a user comes: {string.Join(", ", unknown.Take(5))}"]);
    }

    private async Task<(IReadOnlySet<UserId> Known, IReadOnlyCollection<string> Unknown)> SortAsync(
        Group group, IReadOnlyCollection<string> values, CancellationToken ct)
    {
        if (values.Count == 0)
            return (new HashSet<UserId>(), []);
        var known = await users.KnownAsync(group.DirectoryId, Typed(values), ct);
        return (known, [.. values.Where(value => !Ids.TryParse<UserId>(value, out var id) || !known.Contains(id)).Distinct(StringComparer.Ordinal)]);
    }

    private static UserId[] Typed(IEnumerable<string> values) =>
        [.. values.Select(value => Ids.TryParse<UserId>(value, out var id) ? id : (UserId?)null).OfType<UserId>().Distinct()];
}
