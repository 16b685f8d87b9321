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

/// <summary>Whom the provider has signed out, by the token that it sent (OpenID Connect Back-Channel Logout 1.0). May ask for its keys.</summary>
internal sealed record HearOidcLogout(OidcClient Client, string? Token) : IQuery<Result<ProviderLogout>>;

/// <summary>Somebody, or one session, that ended at the provider.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person; null: the session alone is named.</param>
/// <param name="Session">The session there (<c>sid</c>); null: every one of the person.</param>
/// <param name="BegunUntil">Sessions that began later are of a sign-in after it: the same token, sent again, ends none of them.</param>
internal sealed record ProviderLogout(string Issuer, string? Subject, string? Session, DateTimeOffset BegunUntil);
