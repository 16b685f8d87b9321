using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>
/// Keeps who is in the group, and gives or takes the sources of the mappings that follow it: a handful of queries, however many came.
/// </summary>
internal sealed class MoveMembersWhenGroupMembersChange(
    IOrganizationTurn turn, IGroupRepository groups, IMappingRepository mappings, IMembershipRepository memberships, TimeProvider clock)
    : IDomainEventHandler<GroupMembersChanged>
{
    public async Task Handle(GroupMembersChanged happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        // Its GroupCreated came before, in the same stream: a group that isn't known belongs to a deleted directory.
        if (await groups.FindAsync(happened.GroupId, ct) is not { } group || !group.Advance(happened.Version))
            return;

        var added = happened.Added.ToHashSet();
        var removed = happened.Removed.Where(user => !added.Contains(user)).ToHashSet();
        await groups.ChangeMembersAsync(group.Id, added, removed, ct);

        var following = await mappings.BoundToAsync(group.Id, ct);
        if (following.Count == 0)
            return;

        var teams = following.Select(mapping => mapping.TeamId).ToHashSet();
        var book = await memberships.OpenAsync([.. added, .. removed], teams, ct);
        foreach (var mapping in following)
        {
            foreach (var user in removed)
                book.Revoke(mapping.TeamId, user, mapping.Id);
            foreach (var user in added)
                book.Grant(mapping.TeamId, user, mapping.Id, mapping.Role);
        }

        book.Settle(Reasons.GroupPush, clock.Now());
    }
}
