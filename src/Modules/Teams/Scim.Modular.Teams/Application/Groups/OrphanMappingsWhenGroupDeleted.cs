using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Groups;

internal sealed class OrphanMappingsWhenGroupDeleted(
    IOrganizationTurn turn, IGroupRepository groups, IMappingRepository mappings, TimeProvider clock)
    : IDomainEventHandler<GroupDeleted>
{
    public async Task Handle(GroupDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await groups.FindAsync(happened.GroupId, ct) is not { } group || !group.Delete(happened.Version))
            return;

        await groups.RemoveMembersAsync(group.Id, ct);
        foreach (var mapping in await mappings.BoundToAsync(group.Id, ct))
            mapping.Orphan(Reasons.GroupDeleted, clock.Now());
    }
}
