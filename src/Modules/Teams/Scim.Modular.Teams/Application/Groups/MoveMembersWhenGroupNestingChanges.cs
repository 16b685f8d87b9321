using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>
/// Keeps which groups are in which, and moves the users of those that came or left. So few that one portion holds them are moved at once;
/// for more, the mappings concerned look at all their members, in portions.
/// </summary>
internal sealed class MoveMembersWhenGroupNestingChanges(
    IOrganizationTurn turn, IGroupRepository groups, IMappingRepository mappings, Movement movement, GroupSearch search, Portion atOnce,
    TimeProvider clock)
    : IDomainEventHandler<GroupNestingChanged>, IDomainEventHandler<GroupDeleted>
{
    public async Task Handle(GroupNestingChanged happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await groups.FindAsync(happened.GroupId, ct) is not { } group || !group.Advance(happened.Version))
            return;

        var added = happened.Added.ToHashSet();
        var removed = happened.Removed.Where(child => !added.Contains(child)).ToHashSet();
        await groups.ChangeNestingAsync(group.Id, added, removed, ct);
        var following = await mappings.BoundToAnyAsync(await groups.WithAncestorsAsync(group.Id, ct), ct);
        await MoveAsync(following, [.. added, .. removed], Reasons.GroupPush, ct);
    }

    /// <summary>What it was is gone, and with it the way of its users into the groups that it was in.</summary>
    public async Task Handle(GroupDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await groups.FindAsync(happened.GroupId, ct) is not { } group || !group.Delete(happened.Version))
            return;

        var now = clock.Now();
        var above = (await groups.WithAncestorsAsync(group.Id, ct)).Where(id => id != group.Id).ToHashSet();
        var following = above.Count == 0 ? [] : await mappings.BoundToAnyAsync(above, ct);
        var users = following.Count == 0 ? [] : await UsersAsync([group.Id], ct);
        await groups.RemoveMembersAsync(group.Id, ct);
        await groups.RemoveNestingAsync(group.Id, ct);
        var left = await mappings.BoundToAsync(group.Id, ct);
        foreach (var mapping in left)
            mapping.Orphan(Reasons.GroupDeleted, now);
        await search.BindAsync(group.DirectoryId, left, Reasons.GroupPush, ct);
        await MoveAsync(following, users, Reasons.GroupDeleted, ct);
    }

    private async Task MoveAsync(
        IReadOnlyList<GroupMapping> following, IReadOnlyCollection<GroupId> moved, string reason, CancellationToken ct)
    {
        if (following.Count > 0)
            await MoveAsync(following, await UsersAsync(moved, ct), reason, ct);
    }

    private async Task<IReadOnlyList<UserId>?> UsersAsync(IReadOnlyCollection<GroupId> moved, CancellationToken ct) =>
        await groups.UsersOfAsync(await groups.WithDescendantsAsync(moved, ct), atOnce.Size, ct);

    private async Task MoveAsync(
        IReadOnlyList<GroupMapping> following, IReadOnlyList<UserId>? users, string reason, CancellationToken ct)
    {
        if (users is not null)
        {
            // Those who came are found in their groups; so all are looked at as if they had left.
            await movement.MoveAsync(following, [], users, reason, ct);
            return;
        }

        foreach (var grant in await mappings.AllGrantsOfAsync([.. following.Select(mapping => mapping.Id)], ct))
            grant.Continue(null, wholeTeam: false, announce: false, reason, clock.Now());
    }
}
