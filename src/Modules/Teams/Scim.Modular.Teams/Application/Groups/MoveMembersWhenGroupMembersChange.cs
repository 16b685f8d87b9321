using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>
/// Keeps who is in the group, and gives or takes the sources of the mappings that follow it or a group that it is in.
/// </summary>
internal sealed class MoveMembersWhenGroupMembersChange(
    IOrganizationTurn turn, IGroupRepository groups, IMappingRepository mappings, Movement movement)
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

        var following = await mappings.BoundToAnyAsync(await groups.WithAncestorsAsync(group.Id, ct), ct);
        await movement.MoveAsync(following, added, removed, Reasons.GroupPush, ct);
    }
}
