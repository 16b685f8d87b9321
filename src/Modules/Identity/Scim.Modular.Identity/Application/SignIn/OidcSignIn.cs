using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>An OpenID provider, as it was configured.</summary>
/// <param name="Authority">Its issuer.</param>
/// <param name="ClientId">As which client we come.</param>
/// <param name="ClientSecret">The client's secret; null for a public client.</param>
/// <param name="IsOurs">Whoever runs the service has configured it, not an organization: it may be in the service's own network.</param>
internal sealed record OidcClient(string Authority, string ClientId, string? ClientSecret, bool IsOurs)
{
    // A record would write its secret into logs.
    public override string ToString() => $"{ClientId} at {Authority}";
}

/// <summary>Where to send the browser so that the provider asks the person. It makes a network call at most once an hour.</summary>
internal sealed record AskOidcProvider(OidcClient Client, OidcAttempt Attempt, bool Fresh) : IQuery<Result<Uri>>;

/// <summary>What is kept of a sign-in that has begun, in the browser that began it.</summary>
internal sealed record OidcAttempt(string State, string Nonce, string CodeVerifier, string RedirectUri);

/// <summary>Who the person is, by what the provider sent the browser back with. Calls the provider.</summary>
internal sealed record HearOidcProvider(OidcClient Client, OidcAttempt Attempt, OidcAnswer Answer, bool Fresh, DateTimeOffset AskedAt)
    : IQuery<Result<ExternalIdentity>>;

/// <summary>The parameters of the address that the provider sent the browser to.</summary>
internal sealed record OidcAnswer(string? Code, string? State, string? Issuer, string? Error, string? ErrorDescription);
