using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Changes what is given; null leaves it. Another group or team is another mapping.</summary>
internal sealed record ChangeGroupMapping(
    MappingId Id, string? Role, int? Priority, string? Mode, string? Status, string? Plan, bool? ConfirmRole, string? DirectoryId,
    string? GroupName, string? GroupId, string? TeamId, long? ExpectedVersion) : ICommand<Result>;

internal sealed class ChangeGroupMappingValidator : AbstractValidator<ChangeGroupMapping>
{
    public const string StatusNeeded =
        $"status: '{Paused}' or '{Active}' is needed; whether it is waiting, bound or orphaned follows from its group.";

    public const string Active = "active";
    public const string Paused = "paused";
    private const string Fixed = "it can't be changed; delete this mapping and make another.";

    public ChangeGroupMappingValidator()
    {
        RuleFor(command => command.Role).MustBeWordOf<ChangeGroupMapping, TeamRole>("role");
        RuleFor(command => command.Priority).MustBePriority();
        RuleFor(command => command.Mode).MustBeWordOf<ChangeGroupMapping, MappingMode>("mode");
        RuleFor(command => command.Plan).MustBePlan();
        RuleFor(command => command.Status).Must(IsStatus).WithMessage(StatusNeeded);
        RuleFor(command => command.DirectoryId).Null().WithMessage($"directoryId: {Fixed}");
        RuleFor(command => command.GroupName).Null().WithMessage($"groupName: {Fixed}");
        RuleFor(command => command.GroupId).Null().WithMessage($"groupId: {Fixed}");
        RuleFor(command => command.TeamId).Null().WithMessage($"teamId: {Fixed}");
    }

    public static bool IsStatus(string? status) => status is null or Active or Paused;

    /// <summary>Whether the mapping is paused once it has this status; null leaves it.</summary>
    public static bool Pauses(string? status, GroupMapping mapping) => status is null ? mapping.Paused : status == Paused;
}

internal sealed class ChangeGroupMappingHandler(
    IOrganizationTurn turn, IMappingRepository mappings, MappingDraft draft, TimeProvider clock)
    : ICommandHandler<ChangeGroupMapping, Result>
{
    public async Task<Result> Handle(ChangeGroupMapping command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await mappings.FindAsync(command.Id, cancellationToken) is not { } mapping)
            return MappingErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != mapping.Version)
            return MappingErrors.Stale;

        var terms = await draft.TermsAsync(
            mapping.Terms, command.Role, command.Mode, command.Priority, command.Plan, cancellationToken);
        if (terms.Error is { } refusal)
            return refusal;
        if (MappingRules.NeedsConfirmation(terms.Value.Role, mapping.Role, command.ConfirmRole))
            return MappingErrors.RoleNeedsConfirmation(terms.Value.Role);

        var paused = ChangeGroupMappingValidator.Pauses(command.Status, mapping);
        var reason = paused == mapping.Paused ? Reasons.MappingChanged : paused ? Reasons.MappingPaused : Reasons.MappingResumed;
        mapping.Change(terms.Value, paused, reason, clock.Now());
        return Result.Ok;
    }
}
