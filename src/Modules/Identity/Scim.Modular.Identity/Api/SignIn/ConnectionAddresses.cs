using Scim.Modular.Identity.Domain.SignIn;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>Where a connection is. Each has addresses of its own: an answer of one provider never counts as one of another.</summary>
internal sealed record ConnectionAddresses(string Start, SignInConnectionId Connection)
{
    public string Begin => $"{Start}/sign-in/connections/{Connection}";

    public string Redirect => Begin + "/callback";

    public string Consumer => $"{Start}/sign-in/saml/{Connection}/acs";

    /// <summary>Also our name there.</summary>
    public string Metadata => $"{Start}/sign-in/saml/{Connection}/metadata";
}
