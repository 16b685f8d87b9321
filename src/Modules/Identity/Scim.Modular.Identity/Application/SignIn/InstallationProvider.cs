using Microsoft.Extensions.Configuration;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>
/// The OpenID provider of the installation, from the settings <c>Oidc__Authority</c>, <c>Oidc__ClientId</c> and <c>Oidc__ClientSecret</c>.
/// </summary>
internal sealed class InstallationProvider
{
    /// <summary>Reads the settings. Throws <see cref="SettingException"/> when they are wrong.</summary>
    public InstallationProvider(IConfiguration settings, ProviderAddresses addresses)
    {
        var (authority, id, secret) = (settings["Oidc:Authority"], settings["Oidc:ClientId"], settings["Oidc:ClientSecret"]);
        if (string.IsNullOrEmpty(authority))
        {
            if (!string.IsNullOrEmpty(id) || !string.IsNullOrEmpty(secret))
                throw new SettingException("Oidc__Authority", "It is missing, and Oidc__ClientId or Oidc__ClientSecret is set. Set it to the provider's issuer.");
            return;
        }

        if (!addresses.IsSafe(authority, isOurs: true, out var address) || address.Query.Length > 0)
        {
            throw new SettingException(
                "Oidc__Authority", $"'{authority}' is not the https address of an issuer, such as https://example.okta.com. http is taken on this machine only.");
        }

        if (string.IsNullOrEmpty(id))
            throw new SettingException("Oidc__ClientId", "It is missing: the id under which the provider knows this service.");
        Client = new OidcClient(authority, id, string.IsNullOrEmpty(secret) ? null : secret, IsOurs: true);
    }

    /// <summary>Null when none is set up.</summary>
    public OidcClient? Client { get; }
}
