using Microsoft.Extensions.Options;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Removes sessions and links that have ended. They open nothing any more; this only keeps the tables short.</summary>
internal sealed record RemoveOldSessions : ICommand<Result>;

internal sealed class RemoveOldSessionsHandler(ISessionRepository sessions, IOptions<SignInOptions> options, TimeProvider clock)
    : ICommandHandler<RemoveOldSessions, Result>
{
    public async Task<Result> Handle(RemoveOldSessions command, CancellationToken ct)
    {
        var now = clock.Now();
        await sessions.RemoveOldAsync(now - options.Value.SessionLifetime, now - options.Value.IdleTimeout, now, ct);
        return Result.Ok;
    }
}
