using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Notes an attempt to sign in that was refused before anybody was looked up: what the provider sent is wrong.</summary>
/// <param name="Organization">The organization whose connection it is; none for the provider of the installation.</param>
/// <param name="Reason">A stable code, such as <c>wrong_nonce</c>.</param>
/// <param name="Issuer">The provider, if it is known.</param>
/// <param name="Subject">Whom it vouched for, if that is known.</param>
internal sealed record RefuseSignIn(OrganizationId Organization, string Reason, string? Issuer = null, string? Subject = null) : ICommand<Result>;

internal sealed class RefuseSignInHandler(SignInAttempts attempts, CallContext call) : ICommandHandler<RefuseSignIn, Result>
{
    public Task<Result> Handle(RefuseSignIn command, CancellationToken ct)
    {
        call.Enter(command.Organization);
        attempts.Refuse(new Error(ErrorKind.Forbidden, command.Reason, command.Reason), command.Issuer, command.Subject);
        return Task.FromResult(Result.Ok);
    }
}
