using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Deletes a connection: nobody signs in by it any more. Sessions that it began go on until they end.</summary>
internal sealed record DeleteSignInConnection(SignInConnectionId Id, long? ExpectedVersion) : ICommand<Result>;

internal sealed class DeleteSignInConnectionHandler(ISignInConnectionRepository connections, TimeProvider clock)
    : ICommandHandler<DeleteSignInConnection, Result>
{
    public async Task<Result> Handle(DeleteSignInConnection command, CancellationToken ct)
    {
        if (await connections.FindAsync(command.Id, ct) is not { } connection)
            return SignInConnectionErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != connection.Version)
            return SignInConnectionErrors.Stale;

        connection.Delete(clock.Now());
        await connections.RemoveAsync(connection, ct);
        return Result.Ok;
    }
}
