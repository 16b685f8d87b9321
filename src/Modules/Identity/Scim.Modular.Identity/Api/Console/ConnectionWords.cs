using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.WebConsole;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of sign-in connections, and reads their forms.</summary>
internal static class ConnectionWords
{
    public static string KindOf(string kind) => kind == SignInKinds.Oidc ? "OpenID Connect" : "SAML";

    /// <summary>What a new connection's form says of an OpenID provider. An empty secret is none: a public client.</summary>
    public static OidcConnection Oidc(FormState form) => new(form.Text("oidc.authority"), form.Text("oidc.clientId"), form.Text("oidc.clientSecret"));

    /// <summary>What a new connection's form says of a SAML provider.</summary>
    public static SamlConnection Saml(FormState form) => new(
        form.Text("saml.entityId"), form.Text("saml.ssoUrl"), form.Text("saml.certificates"), form.Ticked("saml.allowIdpInitiated"),
        form.Ticked("saml.requireBothSignatures"), form.Text("saml.emailAttribute"), form.Text("saml.nameAttribute"));

    /// <summary>The same of one that is there: what was emptied is said, an empty secret stays.</summary>
    public static OidcConnection ChangedOidc(FormState form)
    {
        var given = Oidc(form);
        return given with { Authority = given.Authority ?? "", ClientId = given.ClientId ?? "" };
    }

    /// <inheritdoc cref="ChangedOidc"/>
    public static SamlConnection ChangedSaml(FormState form)
    {
        var given = Saml(form);
        return given with
        {
            EntityId = given.EntityId ?? "", SsoUrl = given.SsoUrl ?? "", Certificates = given.Certificates ?? "",
            EmailAttribute = given.EmailAttribute ?? "", NameAttribute = given.NameAttribute ?? "",
        };
    }
}
