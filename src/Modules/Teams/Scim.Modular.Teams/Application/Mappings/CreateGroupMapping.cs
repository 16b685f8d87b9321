using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Maps a group to a team: one that is there, or one by the name under which it will come.</summary>
internal sealed record CreateGroupMapping(
    string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority, string? Plan)
    : ICommand<Result<MappingId>>;

internal sealed class CreateGroupMappingValidator : AbstractValidator<CreateGroupMapping>
{
    public CreateGroupMappingValidator()
    {
        RuleFor(command => command.DirectoryId).NotEmpty().WithMessage("directoryId: it is needed.");
        RuleFor(command => command.TeamId).NotEmpty().WithMessage("teamId: it is needed.");
        RuleFor(command => command.GroupName).Must((command, name) => name is null != command.GroupId is null)
            .WithMessage("groupName: exactly one of groupName and groupId is needed.");
        RuleFor(command => command.GroupName).MustBeName("groupName").When(command => command.GroupName is not null);
        RuleFor(command => command.Role).MustBeWordOf<CreateGroupMapping, TeamRole>("role");
        RuleFor(command => command.Mode).MustBeSupportedMode();
        RuleFor(command => command.Priority).MustBePriority();
        RuleFor(command => command.Plan).MustBeNoPlan();
    }
}

internal sealed class CreateGroupMappingHandler(
    IOrganizationTurn turn, IDirectoryRepository directories, ITeamRepository teams, IGroupRepository groups, IMappingRepository mappings,
    TimeProvider clock)
    : ICommandHandler<CreateGroupMapping, Result<MappingId>>
{
    public async Task<Result<MappingId>> Handle(CreateGroupMapping command, CancellationToken cancellationToken)
    {
        var organization = await turn.TakeAsync(cancellationToken);
        if (!Ids.TryParse<DirectoryId>(command.DirectoryId, out var directoryId)
            || await directories.FindAsync(directoryId, cancellationToken) is not { Deleted: false })
        {
            return MappingErrors.DirectoryNotFound;
        }

        if (!Ids.TryParse<TeamId>(command.TeamId, out var teamId) || await teams.FindAsync(teamId, cancellationToken) is null)
            return TeamErrors.NotFound;

        var group = await GroupAsync(command, directoryId, cancellationToken);
        if (command.GroupId is not null && group is null)
            return MappingErrors.GroupNotFound;

        var name = command.GroupName ?? group!.DisplayName;
        var key = NameKey.Of(name);
        var others = await mappings.OfTeamAsync(teamId, cancellationToken);
        if (others.Any(other => other.Repeats(directoryId, key, group?.Id, teamId)))
            return MappingErrors.Repeated;

        var now = clock.Now();
        var role = command.Role is null ? TeamRole.Member : Word<TeamRole>.Parse(command.Role);
        var mapping = GroupMapping.Create(organization, directoryId, name, teamId, role, command.Priority ?? 0, now);
        if (group is not null)
            mapping.Bind(group, Reasons.MappingCreated, now);
        mappings.Add(mapping);
        return mapping.Id;
    }

    private async Task<Group?> GroupAsync(CreateGroupMapping command, DirectoryId directory, CancellationToken ct)
    {
        if (command.GroupName is { } name)
            return await groups.FindByNameAsync(directory, NameKey.Of(name), ct);
        return Ids.TryParse<GroupId>(command.GroupId, out var id) && await groups.FindAsync(id, ct) is { Deleted: false } group
            && group.DirectoryId == directory ? group : null;
    }
}
