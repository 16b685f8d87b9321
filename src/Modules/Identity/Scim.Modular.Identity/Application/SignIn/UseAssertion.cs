using System.Security.Cryptography;
using System.Text;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Uses an assertion up: it counts once, in whichever process it comes. Of two that come together one is refused.</summary>
internal sealed record UseAssertion(OrganizationId Organization, SignInConnectionId Connection, string AssertionId, DateTimeOffset ForgottenAt)
    : ICommand<Result>;

internal sealed class UseAssertionHandler(ISignInConnectionRepository connections, CallContext call, TimeProvider clock)
    : ICommandHandler<UseAssertion, Result>
{
    private static readonly Error Replayed = SignInRefusals.Of(
        "saml_replayed", "This answer of the identity provider was used before. Start again.");

    public async Task<Result> Handle(UseAssertion command, CancellationToken ct)
    {
        call.Enter(command.Organization);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(command.AssertionId));
        if (await connections.IsUsedAsync(command.Connection, hash, clock.Now(), ct))
            return Replayed;

        connections.Add(UsedAssertion.Of(command.Organization, command.Connection, hash, command.ForgottenAt));
        return Result.Ok;
    }
}
