namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>Offers ways to sign in. The page asks everybody who is registered.</summary>
internal interface ISignInWays
{
    /// <summary>The ways of an organization, or of the installation when none is named. What is not known has none.</summary>
    /// <param name="organization">The organization's slug or id, as somebody typed it; null for the installation.</param>
    /// <param name="returnUrl">Where to go afterwards: a local address, checked.</param>
    /// <param name="ct">Ends it early.</param>
    Task<IReadOnlyList<SignInWay>> OfAsync(string? organization, string returnUrl, CancellationToken ct);
}

/// <summary>A link on the page.</summary>
/// <param name="Label">Such as: Sign in with Okta.</param>
/// <param name="Address">A local address that begins it.</param>
internal sealed record SignInWay(string Label, string Address);
