using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Ends a session. A second time changes nothing.</summary>
internal sealed record SignOut(Guid Session) : ICommand<Result>;

internal sealed class SignOutHandler(ISessionRepository sessions) : ICommandHandler<SignOut, Result>
{
    public async Task<Result> Handle(SignOut command, CancellationToken ct)
    {
        await sessions.EndAsync(command.Session, ct);
        return Result.Ok;
    }
}
