using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Groups;

/// <summary>A group comes, or gets the name that a mapping waits for. Mappings that follow it already go on following it.</summary>
internal sealed class BindMappingsWhenGroupAppears(
    IOrganizationTurn turn, IDirectoryRepository directories, IGroupRepository groups, IMappingRepository mappings, TimeProvider clock)
    : IDomainEventHandler<GroupCreated>, IDomainEventHandler<GroupChanged>
{
    public Task Handle(GroupCreated happened, CancellationToken ct) => LearnAsync(happened.GroupId, happened.Version, happened.Group, ct);

    public Task Handle(GroupChanged happened, CancellationToken ct) => LearnAsync(happened.GroupId, happened.Version, happened.Group, ct);

    private async Task LearnAsync(GroupId id, long version, GroupFacts facts, CancellationToken ct)
    {
        var organization = await turn.TakeAsync(ct);
        if (await groups.FindAsync(id, ct) is { } group)
        {
            if (!group.Learn(version, facts))
                return;
        }
        else
        {
            if ((await directories.KnowAsync(facts.DirectoryId, ct)).Deleted)
                return;
            group = new Group(organization, id, version, facts);
            groups.Add(group);
        }

        var now = clock.Now();
        foreach (var mapping in await mappings.BoundToAsync(id, ct))
            mapping.Follow(group, now);
        foreach (var mapping in await mappings.AwaitingAsync(group, ct))
            mapping.Bind(group, Reasons.GroupPush, now);
    }
}
