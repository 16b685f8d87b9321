using FluentValidation;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Makes a connection by which the organization's administrators sign in. Its secret is answered by nothing.</summary>
internal sealed record CreateSignInConnection(
    string? Name = null, string? Kind = null, bool? Enabled = null, OidcConnection? Oidc = null, SamlConnection? Saml = null)
    : ICommand<Result<SignInConnectionView>>;

internal sealed class CreateSignInConnectionValidator : AbstractValidator<CreateSignInConnection>
{
    public CreateSignInConnectionValidator(ProviderAddresses addresses)
    {
        RuleFor(command => command.Name).IsGiven().IsName();
        RuleFor(command => command.Kind).IsGiven().IsOneOf(SignInKinds.All);
        RuleFor(command => command.Oidc).IsOidc(addresses);
        RuleFor(command => command.Saml).IsSaml(addresses);
        When(command => command.Kind == SignInKinds.Oidc, () =>
        {
            RuleFor(command => command.Saml).Null().WithMessage("saml: a connection of the kind oidc has none.");
            Needed(command => command.Oidc?.Authority, "oidc.authority");
            Needed(command => command.Oidc?.ClientId, "oidc.clientId");
        });
        When(command => command.Kind == SignInKinds.Saml, () =>
        {
            RuleFor(command => command.Oidc).Null().WithMessage("oidc: a connection of the kind saml has none.");
            Needed(command => command.Saml?.EntityId, "saml.entityId");
            Needed(command => command.Saml?.SsoUrl, "saml.ssoUrl");
            Needed(command => command.Saml?.Certificates, "saml.certificates");
        });
    }

    private void Needed(Func<CreateSignInConnection, string?> value, string name) =>
        RuleFor(command => command).Must(command => value(command) is not null).OverridePropertyName(name).WithMessage($"{name}: it is needed.");
}

internal sealed class CreateSignInConnectionHandler(ISignInConnectionRepository connections, SealingKey sealing, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateSignInConnection, Result<SignInConnectionView>>
{
    public async Task<Result<SignInConnectionView>> Handle(CreateSignInConnection command, CancellationToken ct)
    {
        if (await connections.CountAsync(ct) >= SignInConnection.Most)
            return SignInConnectionErrors.TooMany;
        var id = Ids.New<SignInConnectionId>();
        var settings = SignInConnectionRules.Settings(command.Oidc, command.Saml);
        if (await connections.IsIssuerTakenAsync(settings.Issuer!, id, ct))
            return SignInConnectionErrors.IssuerTaken;

        if (command.Oidc?.ClientSecret is { } secret)
        {
            var stored = sealing.Seal(secret, SignInConnectionRules.PlaceOf(id));
            if (stored.Error is { } refusal)
                return refusal;
            settings = settings with { ClientSecret = stored.Value };
        }

        var connection = SignInConnection.Create(
            call.Organization, id, command.Name!, command.Kind!, command.Enabled ?? true, settings, clock.Now());
        connections.Add(connection);
        return SignInConnectionView.Of(connection);
    }
}
