using Scim.Modular.Identity.Domain.SignIn;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>Where a connection is. Each has addresses of its own: an answer of one provider never counts as one of another.</summary>
internal sealed record ConnectionAddresses(string Start, SignInConnectionId Connection)
{
    public string Begin => $"{Start}/sign-in/connections/{Connection}";

    public string Redirect => Begin + "/callback";

    /// <summary>Where its provider tells that somebody signed out there.</summary>
    public string Logout => Begin + "/logout";

    /// <summary>Where its SAML provider finds us.</summary>
    public SamlAddresses Saml => SamlAddresses.Below($"{Start}/sign-in/saml/{Connection}");
}

/// <summary>Where a SAML provider finds us.</summary>
/// <param name="Consumer">Where it sends responses.</param>
/// <param name="Metadata">What it must know of us; also our name there.</param>
internal sealed record SamlAddresses(string Consumer, string Metadata)
{
    /// <summary>Those of the installation's provider.</summary>
    public static SamlAddresses OfInstallation(string start) => Below(start + "/sign-in/saml");

    public static SamlAddresses Below(string address) => new(address + "/acs", address + "/metadata");
}
