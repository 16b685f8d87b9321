using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Maps a group to a team: one that is there, or one by the name under which it will come.</summary>
internal sealed record CreateGroupMapping(
    string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority, string? Plan,
    string? Status, bool? ConfirmRole) : ICommand<Result<MappingId>>;

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
        RuleFor(command => command.Mode).MustBeWordOf<CreateGroupMapping, MappingMode>("mode");
        RuleFor(command => command.Priority).MustBePriority();
        RuleFor(command => command.Plan).MustBePlan();
        RuleFor(command => command.Status).Must(status => status is null or ChangeGroupMappingValidator.Paused)
            .WithMessage($"status: a new mapping follows its group, unless it is '{ChangeGroupMappingValidator.Paused}'.");
    }
}

internal sealed class CreateGroupMappingHandler(
    IOrganizationTurn turn, MappingDraft draft, IMappingRepository mappings, TimeProvider clock)
    : ICommandHandler<CreateGroupMapping, Result<MappingId>>
{
    public async Task<Result<MappingId>> Handle(CreateGroupMapping command, CancellationToken cancellationToken)
    {
        var organization = await turn.TakeAsync(cancellationToken);
        var drafted = await draft.ReadAsync(
            command.DirectoryId, command.GroupName, command.GroupId, command.TeamId, cancellationToken);
        if (drafted.Error is { } refusal)
            return refusal;

        var (directory, team, group, name) = drafted.Value;
        if (await mappings.ExistsAsync(directory.Id, NameKey.Of(name), group?.Id, team, cancellationToken))
            return MappingErrors.Repeated;
        var terms = await draft.TermsAsync(
            new MappingTerms(TeamRole.Member), command.Role, command.Mode, command.Priority, command.Plan, cancellationToken);
        if (terms.Error is { } refused)
            return refused;
        if (MappingRules.NeedsConfirmation(terms.Value.Role, null, command.ConfirmRole))
            return MappingErrors.RoleNeedsConfirmation(terms.Value.Role);

        var now = clock.Now();
        var mapping = GroupMapping.Create(organization, directory.Id, name, team, terms.Value, now);
        if (command.Status == ChangeGroupMappingValidator.Paused)
            mapping.Change(mapping.Terms, paused: true, Reasons.MappingPaused, now);
        if (group is not null)
            mapping.Bind(group, Reasons.MappingCreated, now);
        mappings.Add(mapping);
        return mapping.Id;
    }
}
