using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Signs in whom a link is for. It works once.</summary>
internal sealed record SignInByLink(byte[] Hash) : ICommand<Result<SignInOutcome>>;

internal sealed class SignInByLinkHandler(
    ISessionRepository sessions, IAdministratorRepository administrators, SignInAttempts attempts, CallContext call, TimeProvider clock)
    : ICommandHandler<SignInByLink, Result<SignInOutcome>>
{
    public async Task<Result<SignInOutcome>> Handle(SignInByLink command, CancellationToken ct)
    {
        if (await sessions.FindLinkAsync(command.Hash, ct) is not { } link)
            return attempts.Refuse(SignInErrors.LinkUnknown);
        call.Enter(link.OrganizationId);
        if (link.UsedAt is not null)
            return attempts.Refuse(SignInErrors.LinkUsed);
        if (link.ExpiresAt <= clock.GetUtcNow())
            return attempts.Refuse(SignInErrors.LinkExpired);
        if (await administrators.FindAsync(link.AdministratorId, ct) is not { } administrator)
            return attempts.Refuse(SignInErrors.LinkUnknown);

        call.ActAs($"admin:{administrator.Id:D}");
        link.Use(clock.Now());
        return attempts.Accept(administrator, identity: null);
    }
}
