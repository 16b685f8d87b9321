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
    IOrganizationTurn turn, IDirectoryRepository directories, IGroupRepository groups, IMappingRepository mappings, TeamsOfGroups teams,
    TimeProvider clock)
    : IDomainEventHandler<GroupCreated>, IDomainEventHandler<GroupChanged>
{
    public Task Handle(GroupCreated happened, CancellationToken ct) => LearnAsync(happened.GroupId, happened.Version, happened.Group, ct);

    public Task Handle(GroupChanged happened, CancellationToken ct) => LearnAsync(happened.GroupId, happened.Version, happened.Group, ct);

    private async Task LearnAsync(GroupId id, long version, GroupFacts facts, CancellationToken ct)
    {
        var organization = await turn.TakeAsync(ct);
        var directory = await directories.KnowAsync(facts.DirectoryId, ct);
        var group = await groups.FindAsync(id, ct);
        var before = group?.DisplayName;
        if (group is not null)
        {
            if (!group.Learn(version, facts))
                return;
        }
        else
        {
            if (directory.Deleted)
                return;
            group = new Group(organization, id, version, facts);
            groups.Add(group);
        }

        var now = clock.Now();
        var followed = false;
        foreach (var mapping in await mappings.BoundToAsync(id, ct))
        {
            mapping.Follow(group, now);
            if (before is not null && before != group.DisplayName)
                await teams.FollowAsync(mapping, before, group, ct);
        }

        foreach (var mapping in await mappings.AwaitingAsync(group, ct))
        {
            mapping.Bind(group, Reasons.GroupPush, now);
            followed = true;
        }

        if (before is null && !followed && directory is { Effect: DirectoryEffect.Live, TeamPerGroup: true })
            await teams.AddAsync(group, ct);
    }
}
