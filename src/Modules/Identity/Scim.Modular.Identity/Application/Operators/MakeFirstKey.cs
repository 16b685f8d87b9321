using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Operators;

/// <summary>
/// Keeps a new admin key if there is none, and tells whether it did. Of several processes that start together one does: the name is
/// unique, so the others run again and find it.
/// </summary>
internal sealed record MakeFirstKey(byte[] Hash) : ICommand<Result<FirstKey>>;

internal sealed record FirstKey(bool Kept);

internal sealed class MakeFirstKeyHandler(IAdminKeyRepository keys, TimeProvider clock) : ICommandHandler<MakeFirstKey, Result<FirstKey>>
{
    public async Task<Result<FirstKey>> Handle(MakeFirstKey command, CancellationToken ct)
    {
        if (await keys.IsAnyLiveAsync(ct))
            return new FirstKey(Kept: false);

        keys.Add(AdminKey.CreateBootstrap(command.Hash, clock.Now()));
        return new FirstKey(Kept: true);
    }
}
