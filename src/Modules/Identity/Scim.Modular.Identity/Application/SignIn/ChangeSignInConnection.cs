using FluentValidation;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Changes what is given of a connection. Another provider needs the secret again.</summary>
internal sealed record ChangeSignInConnection(
    SignInConnectionId Id, string? Name, bool? Enabled, OidcConnection? Oidc, SamlConnection? Saml, long? ExpectedVersion)
    : ICommand<Result<SignInConnectionView>>;

internal sealed class ChangeSignInConnectionValidator : AbstractValidator<ChangeSignInConnection>
{
    public ChangeSignInConnectionValidator(ProviderAddresses addresses)
    {
        RuleFor(command => command.Name).IsName();
        RuleFor(command => command.Oidc).IsOidc(addresses);
        RuleFor(command => command.Saml).IsSaml(addresses);
    }
}

internal sealed class ChangeSignInConnectionHandler(ISignInConnectionRepository connections, SealingKey sealing, TimeProvider clock)
    : ICommandHandler<ChangeSignInConnection, Result<SignInConnectionView>>
{
    public async Task<Result<SignInConnectionView>> Handle(ChangeSignInConnection command, CancellationToken ct)
    {
        if (await connections.FindAsync(command.Id, ct) is not { } connection)
            return SignInConnectionErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != connection.Version)
            return SignInConnectionErrors.Stale;
        if (connection.Kind == SignInKinds.Saml && command.Oidc is not null)
            return SignInConnectionErrors.OtherKind("oidc", connection.Kind);
        if (connection.Kind == SignInKinds.Oidc && command.Saml is not null)
            return SignInConnectionErrors.OtherKind("saml", connection.Kind);

        var settings = SignInConnectionRules.Settings(command.Oidc, command.Saml);
        if (settings.Issuer is { } issuer && await connections.IsIssuerTakenAsync(issuer, connection.Id, ct))
            return SignInConnectionErrors.IssuerTaken;
        var moves = (settings.Issuer ?? connection.Issuer) != connection.Issuer || (settings.ClientId ?? connection.ClientId) != connection.ClientId;
        if (moves && connection.ClientSecret is not null && command.Oidc?.ClientSecret is null)
            return SignInConnectionErrors.SecretNeeded;

        if (command.Oidc?.ClientSecret is { } secret)
        {
            var stored = sealing.Seal(secret, SignInConnectionRules.PlaceOf(connection.Id));
            if (stored.Error is { } refusal)
                return refusal;
            settings = settings with { ClientSecret = stored.Value };
        }

        connection.Change(command.Name, command.Enabled, settings, clock.Now());
        return SignInConnectionView.Of(connection);
    }
}
