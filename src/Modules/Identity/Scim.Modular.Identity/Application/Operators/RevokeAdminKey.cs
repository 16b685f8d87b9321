using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Takes a key's power away. Somebody must own the installation: the last key that does stays.</summary>
internal sealed record RevokeAdminKey(Guid Id) : ICommand<Result>;

internal sealed class RevokeAdminKeyHandler(IAdminKeyRepository keys, CallContext call, TimeProvider clock) : ICommandHandler<RevokeAdminKey, Result>
{
    public async Task<Result> Handle(RevokeAdminKey command, CancellationToken ct)
    {
        var now = clock.Now();
        var installation = await keys.OfInstallationForChangeAsync(ct);
        if (await keys.FindAsync(command.Id, ct) is not { } key)
            return AdminKeyErrors.NotFound;
        if (key.RevokedAt is not null)
            return Result.Ok;
        if (key.IsOwnerAt(now) && !installation.Any(other => other.Id != key.Id && other.IsOwnerAt(now)))
            return AdminKeyErrors.LastKey;

        call.Enter(key.OrganizationId ?? default);
        key.Revoke(now);
        return Result.Ok;
    }
}
