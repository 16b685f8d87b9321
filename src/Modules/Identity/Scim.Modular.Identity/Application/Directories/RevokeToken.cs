using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Directories;

/// <summary>Takes a token's power away. It stays in the list, so that its name says what was revoked.</summary>
internal sealed record RevokeToken(DirectoryId Directory, Guid Id) : ICommand<Result>;

internal sealed class RevokeTokenHandler(IDirectoryRepository directories, TimeProvider clock) : ICommandHandler<RevokeToken, Result>
{
    public async Task<Result> Handle(RevokeToken command, CancellationToken ct)
    {
        if (await directories.FindAsync(command.Directory, ct) is not { } directory
            || await directories.FindTokenAsync(command.Directory, command.Id, ct) is not { } token)
        {
            return DirectoryErrors.TokenNotFound;
        }

        directory.Revoke(token, clock.Now());
        return Result.Ok;
    }
}
