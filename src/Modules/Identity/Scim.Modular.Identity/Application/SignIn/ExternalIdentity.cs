namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Whom an identity provider vouches for, when everything that it sent has been checked.</summary>
/// <param name="Issuer">The provider, by the name that it was configured with.</param>
/// <param name="Subject">The person, as the provider never changes it. Together with the issuer it is who somebody is.</param>
/// <param name="Email">The address, if one was sent. It is looked at until the first sign-in, and never after it.</param>
/// <param name="EmailVerified">Whether the provider says that the address is the person's own.</param>
/// <param name="Name">The name, if one was sent.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject, string? Email, bool EmailVerified, string? Name)
{
    /// <summary>The longest name of a provider, or of a person there.</summary>
    public const int Longest = 300;

    /// <summary>The longest name of a session there.</summary>
    public const int LongestSession = 255;

    /// <summary>What an OpenID provider calls the session there (<c>sid</c>), if it said so.</summary>
    public string? ProviderSession { get; init; }
}
