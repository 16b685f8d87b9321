using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Directories;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>Brings the sources of mappings to what their groups say about some users: a handful of queries, however many users there are.</summary>
internal sealed class Movement(
    IDirectoryRepository directories, IGroupRepository groups, IMembershipRepository memberships, Breaker breaker, Settlement settlement,
    TimeProvider clock)
{
    /// <summary>These users came into a group that the mappings follow, directly or through others, or left it.</summary>
    public async Task MoveAsync(
        IReadOnlyCollection<GroupMapping> following, IReadOnlyCollection<UserId> came, IReadOnlyCollection<UserId> left, string reason,
        CancellationToken ct)
    {
        if (following.Count == 0 || came.Count + left.Count == 0)
            return;

        var concerned = new Dictionary<GroupId, IReadOnlyList<Concerned>>();
        foreach (var group in following.Select(mapping => mapping.BoundGroupId!.Value).Distinct())
        {
            // Who left one group may be in it all the same, through another.
            var still = left.Count == 0 ? null : await groups.InAnyAsync(await groups.WithDescendantsAsync([group], ct), left, ct);
            concerned[group] =
                [.. came.Select(user => new Concerned(user, true)), .. left.Select(user => new Concerned(user, still!.Contains(user)))];
        }

        var teams = following.Select(mapping => mapping.TeamId).ToHashSet();
        var book = await memberships.OpenAsync([.. came, .. left], teams, ct);
        var directory = await directories.KnowAsync(following.First().DirectoryId, ct);
        await ApplyAsync(book, directory, [.. following.Select(mapping => (mapping, concerned[mapping.BoundGroupId!.Value]))], reason, ct);
        await settlement.WriteAsync(book, reason, ct);
    }

    /// <summary>Changes the sources in the book, and lets the breaker count who loses one.</summary>
    public async Task ApplyAsync(
        MembershipBook book, SourceDirectory directory, IReadOnlyCollection<(GroupMapping Mapping, IReadOnlyList<Concerned> Concerned)> work,
        string reason, CancellationToken ct)
    {
        if (directory.HasBreaker && Reasons.IsProviders(reason))
        {
            var losing = work.SelectMany(part => part.Concerned.Where(one => book.Loses(part.Mapping, directory, one)).Select(one => one.User));
            await breaker.CountAsync(directory, losing.Distinct().Count(), ct);
        }

        var now = clock.Now();
        foreach (var (mapping, concerned) in work)
        {
            foreach (var one in concerned)
                book.Apply(mapping, directory, one, reason, now);
        }
    }
}
