using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Removes an administrator with all sessions. The last owner stays.</summary>
internal sealed record RemoveAdministrator(Guid Id, long? ExpectedVersion) : ICommand<Result>;

internal sealed class RemoveAdministratorHandler(IAdministratorRepository administrators, TimeProvider clock)
    : ICommandHandler<RemoveAdministrator, Result>
{
    public async Task<Result> Handle(RemoveAdministrator command, CancellationToken ct)
    {
        var owners = await administrators.OwnersForChangeAsync(ct);
        if (await administrators.FindAsync(command.Id, ct) is not { } administrator)
            return AdministratorErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != administrator.Version)
            return AdministratorErrors.Stale;
        if (administrator.IsOwner && owners.Count == 1)
            return AdministratorErrors.LastOwner;

        administrator.Remove(clock.Now());
        administrators.Remove(administrator);
        return Result.Ok;
    }
}
