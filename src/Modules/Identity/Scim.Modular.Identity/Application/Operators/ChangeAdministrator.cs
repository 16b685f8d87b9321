using FluentValidation;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Gives an administrator another role or name; what is null stays. Sessions have the new role at once. The last owner stays one.</summary>
internal sealed record ChangeAdministrator(Guid Id, string? Role, string? Name, long? ExpectedVersion) : ICommand<Result<AdministratorView>>;

internal sealed class ChangeAdministratorValidator : AbstractValidator<ChangeAdministrator>
{
    public ChangeAdministratorValidator()
    {
        RuleFor(command => command.Role).IsOneOf(Roles.All);
        RuleFor(command => command.Name).IsName();
    }
}

internal sealed class ChangeAdministratorHandler(IAdministratorRepository administrators, TimeProvider clock)
    : ICommandHandler<ChangeAdministrator, Result<AdministratorView>>
{
    public async Task<Result<AdministratorView>> Handle(ChangeAdministrator command, CancellationToken ct)
    {
        var owners = await administrators.OwnersForChangeAsync(ct);
        if (await administrators.FindAsync(command.Id, ct) is not { } administrator)
            return AdministratorErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != administrator.Version)
            return AdministratorErrors.Stale;
        if (administrator.IsOwner && command.Role is not (null or Roles.Owner) && owners.Count == 1)
            return AdministratorErrors.LastOwner;

        administrator.Change(command.Role, command.Name, clock.Now());
        return AdministratorView.Of(administrator);
    }
}
