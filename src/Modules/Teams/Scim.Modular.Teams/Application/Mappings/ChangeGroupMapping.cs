using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Changes what is given; null leaves it. Another group or team is another mapping.</summary>
internal sealed record ChangeGroupMapping(
    MappingId Id, string? Role, int? Priority, string? Mode, string? Status, string? Plan, string? DirectoryId, string? GroupName,
    string? GroupId, string? TeamId, long? ExpectedVersion) : ICommand<Result>;

internal sealed class ChangeGroupMappingValidator : AbstractValidator<ChangeGroupMapping>
{
    private const string Fixed = "it can't be changed; delete this mapping and make another.";

    public ChangeGroupMappingValidator()
    {
        RuleFor(command => command.Role).MustBeWordOf<ChangeGroupMapping, TeamRole>("role");
        RuleFor(command => command.Priority).MustBePriority();
        RuleFor(command => command.Mode).MustBeSupportedMode();
        RuleFor(command => command.Plan).MustBeNoPlan();
        RuleFor(command => command.Status).Null().WithMessage("status: it follows the group; pausing a mapping is not supported.");
        RuleFor(command => command.DirectoryId).Null().WithMessage($"directoryId: {Fixed}");
        RuleFor(command => command.GroupName).Null().WithMessage($"groupName: {Fixed}");
        RuleFor(command => command.GroupId).Null().WithMessage($"groupId: {Fixed}");
        RuleFor(command => command.TeamId).Null().WithMessage($"teamId: {Fixed}");
    }
}

internal sealed class ChangeGroupMappingHandler(IOrganizationTurn turn, IMappingRepository mappings, TimeProvider clock)
    : ICommandHandler<ChangeGroupMapping, Result>
{
    public async Task<Result> Handle(ChangeGroupMapping command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await mappings.FindAsync(command.Id, cancellationToken) is not { } mapping)
            return MappingErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != mapping.Version)
            return MappingErrors.Stale;

        var role = command.Role is null ? mapping.Role : Word<TeamRole>.Parse(command.Role);
        mapping.Change(role, command.Priority ?? mapping.Priority, clock.Now());
        return Result.Ok;
    }
}
