using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>Deletes a mapping; its members leave, or stay as if put there by hand.</summary>
internal sealed record DeleteGroupMapping(MappingId Id, string? Members, long? ExpectedVersion) : ICommand<Result>;

/// <summary>What becomes of the members of a deleted mapping.</summary>
internal enum MappedMembers
{
    Remove,
    Keep,
}

internal sealed class DeleteGroupMappingValidator : AbstractValidator<DeleteGroupMapping>
{
    public DeleteGroupMappingValidator() =>
        RuleFor(command => command.Members).MustBeWordOf<DeleteGroupMapping, MappedMembers>("members");
}

internal sealed class DeleteGroupMappingHandler(IOrganizationTurn turn, IMappingRepository mappings, TimeProvider clock)
    : ICommandHandler<DeleteGroupMapping, Result>
{
    public async Task<Result> Handle(DeleteGroupMapping command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await mappings.FindAsync(command.Id, cancellationToken) is not { } mapping)
            return MappingErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != mapping.Version)
            return MappingErrors.Stale;

        var keep = command.Members is { } members && Words.Parse<MappedMembers>(members) == MappedMembers.Keep;
        mapping.Delete(keep, Reasons.MappingDeleted, clock.Now());
        return Result.Ok;
    }
}
