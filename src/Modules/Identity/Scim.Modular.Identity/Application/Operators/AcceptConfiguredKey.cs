using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>Makes the key of the setting <c>Admin__BootstrapKey</c> the one bootstrap key: any other is revoked.</summary>
internal sealed record AcceptConfiguredKey(byte[] Hash) : ICommand<Result>;

internal sealed class AcceptConfiguredKeyHandler(IAdminKeyRepository keys, TimeProvider clock) : ICommandHandler<AcceptConfiguredKey, Result>
{
    public async Task<Result> Handle(AcceptConfiguredKey command, CancellationToken ct)
    {
        await keys.RevokeOthersAsync(AdminKey.Bootstrap, command.Hash, clock.Now(), ct);
        if (await keys.FindAsync(command.Hash, ct) is { } known)
            known.Restore();
        else
            keys.Add(AdminKey.CreateBootstrap(command.Hash, clock.Now()));
        return Result.Ok;
    }
}
