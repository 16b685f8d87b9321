using Microsoft.Extensions.Configuration;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// The identity providers of the installation: an OpenID provider, from the settings <c>Oidc__Authority</c>, <c>Oidc__ClientId</c> and
/// <c>Oidc__ClientSecret</c>, and a SAML provider, from those below <c>Saml</c>; either, both or none.
/// </summary>
internal sealed class InstallationProvider
{
    /// <summary>Reads the settings. Throws <see cref="SettingException"/> when they are wrong.</summary>
    public InstallationProvider(IConfiguration settings, ProviderAddresses addresses) =>
        (Client, Saml) = (ReadClient(settings, addresses), ReadSaml(settings.GetSection("Saml"), addresses));

    /// <summary>The OpenID provider; null when none is set up.</summary>
    public OidcClient? Client { get; }

    /// <summary>The SAML provider, with its name, address and certificates; null when none is set up.</summary>
    public SamlConnection? Saml { get; }

    /// <summary>Whether anybody can sign in to the installation by one.</summary>
    public bool IsThere => Client is not null || Saml is not null;

    private static OidcClient? ReadClient(IConfiguration settings, ProviderAddresses addresses)
    {
        var (authority, id, secret) = (settings["Oidc:Authority"], settings["Oidc:ClientId"], settings["Oidc:ClientSecret"]);
        if (string.IsNullOrEmpty(authority))
        {
            if (!string.IsNullOrEmpty(id) || !string.IsNullOrEmpty(secret))
                throw new SettingException("Oidc__Authority", "It is missing, and Oidc__ClientId or Oidc__ClientSecret is set. Set it to the provider's issuer.");
            return null;
        }

        if (!addresses.IsSafe(authority, isOurs: true, out var address) || address.Query.Length > 0)
        {
            throw new SettingException(
                "Oidc__Authority", $"'{authority}' is not the https address of an issuer, such as https://example.okta.com. http is taken on this machine only.");
        }

        if (string.IsNullOrEmpty(id))
            throw new SettingException("Oidc__ClientId", "It is missing: the id under which the provider knows this service.");
        return new OidcClient(authority, id, string.IsNullOrEmpty(secret) ? null : secret, IsOurs: true);
    }

    private static SamlConnection? ReadSaml(IConfigurationSection settings, ProviderAddresses addresses)
    {
        if (!settings.GetChildren().Any(child => !string.IsNullOrEmpty(child.Value)))
            return null;
        // Few files of environment variables can write the line breaks of PEM.
        var given = new SamlConnection(
            Text("EntityId"), Text("SsoUrl"), Text("Certificates")?.Replace("\\n", "\n", StringComparison.Ordinal), settings.GetValue("AllowIdpInitiated", defaultValue: false),
            settings.GetValue("RequireBothSignatures", defaultValue: false), Text("EmailAttribute"), Text("NameAttribute"));
        foreach (var (name, why) in SignInConnectionRules.WrongIn(given, addresses, isOurs: true))
            throw new SettingException("Saml__" + name, char.ToUpperInvariant(why[0]) + why[1..]);
        return given;

        string? Text(string name) => settings[name] is { Length: > 0 } text ? text
            : name is "EntityId" or "SsoUrl" or "Certificates"
                ? throw new SettingException("Saml__" + name, "It is missing, and other settings of the SAML provider are there. Its metadata says what to write.")
                : null;
    }
}
