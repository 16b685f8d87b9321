using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

/// <summary>What an ID token must say to be believed.</summary>
/// <param name="Issuer">Who has made it, exactly.</param>
/// <param name="ClientId">For whom.</param>
/// <param name="Nonce">In answer to which question.</param>
/// <param name="AccessToken">What came with it; its <c>at_hash</c>, where there is one, must be of this.</param>
/// <param name="AuthenticatedSince">When set, the person must have proven who they are since then.</param>
internal sealed record ExpectedToken(string Issuer, string ClientId, string Nonce, string? AccessToken, DateTimeOffset? AuthenticatedSince);

/// <summary>
/// Reads what an OpenID provider has signed and believes it only as RFC 8725 says, and OpenID Connect Core §3.1.3.7 of an ID token,
/// Back-Channel Logout §2.6 of a logout token.
/// </summary>
internal sealed class ProviderTokens(TimeProvider clock)
{
    private const int Longest = 32 * 1024;
    private const int SmallestRsaKey = 2048;

    /// <summary>How far the provider's clock may be from ours.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // Never none, and never one whose key is our secret: whoever knows the public key, or the secret, would be a provider.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <summary>The claims of an ID token.</summary>
    /// <param name="token">As it came.</param>
    /// <param name="expected">What it must say.</param>
    /// <param name="keys">The provider's keys with an id, or all of them.</param>
    public async Task<Result<JsonElement>> ReadAsync(
        string? token, ExpectedToken expected, Func<string?, Task<IReadOnlyList<JsonWebKey>>> keys)
    {
        var read = await ReadAsync(token, TokenKind.Id, keys);
        return read.Error is { } refusal ? refusal : Check(read.Value.Claims, read.Value.Algorithm, expected);
    }

    /// <summary>Who is signed out, by a logout token of this provider for this client.</summary>
    public async Task<Result<ProviderLogout>> ReadLogoutAsync(
        string? token, string issuer, string clientId, Func<string?, Task<IReadOnlyList<JsonWebKey>>> keys)
    {
        var read = await ReadAsync(token, TokenKind.Logout, keys);
        if (read.Error is { } refusal)
            return refusal;
        var claims = read.Value.Claims;
        if (Unfit(claims, TokenKind.Logout, issuer, clientId) is { } unfit)
            return unfit;
        // An ID token, which has a nonce, and which browsers have seen, signs nobody out.
        if (claims.TryGetProperty("nonce", out _) || !claims.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Object
            || !events.TryGetProperty(LogoutEvent, out var happened) || happened.ValueKind != JsonValueKind.Object)
        {
            return Refuse(TokenKind.Logout, "token_event", "tells of no sign-out.");
        }

        var (subject, session) = (OidcJson.Text(claims, "sub"), OidcJson.Text(claims, "sid"));
        return subject is null && session is null
            ? Refuse(TokenKind.Logout, "token_subject", "names neither a person nor a session.")
            : new ProviderLogout(issuer, subject, session, OidcJson.Time(claims, "iat")!.Value + Skew);
    }

    private async Task<Result<Signed>> ReadAsync(string? token, TokenKind kind, Func<string?, Task<IReadOnlyList<JsonWebKey>>> keys)
    {
        if (token is not { Length: > 0 and <= Longest } || token.Split('.') is not [var head, var body, { Length: > 0 }] || Parse(head) is not { } header
            || Parse(body) is not { } claims)
        {
            return Refuse(kind, "token_malformed", "can't be read.");
        }

        var algorithm = OidcJson.Text(header, "alg");
        if (algorithm is null || !Algorithms.Contains(algorithm, StringComparer.Ordinal))
            return Refuse(kind, "token_algorithm", "is not signed by an algorithm that can be trusted.");
        if (header.TryGetProperty("crit", out _))
            return Refuse(kind, "token_malformed", "demands what is not understood.");

        var found = (await keys(OidcJson.Text(header, "kid"))).Where(key => Fits(key, algorithm)).ToArray();
        if (found is not [var key])
            return Refuse(kind, "token_key_unknown", "is signed by a key that it does not publish.");
        var signed = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidAlgorithms = [algorithm],
            RequireSignedTokens = true,
            TryAllIssuerSigningKeys = true,
            // The library proves the signature; what was signed is read below, by our clock and with a reason each.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        });
        if (signed.IsValid)
            return new Signed(claims, algorithm);
        return signed.Exception is SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException
            ? Refuse(kind, "token_signature", "has a wrong signature.")
            : Refuse(kind, "token_malformed", "can't be read.");
    }

    private Result<JsonElement> Check(JsonElement claims, string algorithm, ExpectedToken expected)
    {
        const TokenKind kind = TokenKind.Id;
        if (Unfit(claims, kind, expected.Issuer, expected.ClientId) is { } unfit)
            return unfit;
        if (!Same(OidcJson.Text(claims, "nonce"), expected.Nonce))
            return Refuse(kind, "token_nonce", "answers another question.");
        if (claims.TryGetProperty("at_hash", out _) && !Same(OidcJson.Text(claims, "at_hash"), HashOf(expected.AccessToken, algorithm)))
            return Refuse(kind, "token_access_hash", "came with another access token.");
        if (OidcJson.Text(claims, "sub") is not { Length: > 0 and <= 255 } subject || subject.Any(char.IsControl))
            return Refuse(kind, "token_subject", "does not say who it is about.");
        if (expected.AuthenticatedSince is { } since && !(OidcJson.Time(claims, "auth_time") >= since - Skew))
            return SignInRefusals.Provider("token_not_fresh", "it did not ask you to sign in anew.");
        return claims;
    }

    // Whose it is, for whom, and from when until when.
    private Error? Unfit(JsonElement claims, TokenKind kind, string issuer, string client)
    {
        var now = clock.GetUtcNow();
        if (OidcJson.Text(claims, "iss") != issuer)
            return Refuse(kind, "token_issuer", "names another issuer.");
        if (WrongAudience(claims, kind, client) is { } audience)
            return audience;
        if (OidcJson.Time(claims, "exp") is not { } end || end <= now - Skew)
            return Refuse(kind, "token_expired", "has expired.");
        if (OidcJson.Time(claims, "iat") is not { } made || made > now + Skew
            || (claims.TryGetProperty("nbf", out _) && !(OidcJson.Time(claims, "nbf") <= now + Skew)))
        {
            return Refuse(kind, "token_not_yet_valid", "is from the future. Are the clocks right?");
        }

        return null;
    }

    private static Error? WrongAudience(JsonElement claims, TokenKind kind, string client)
    {
        var audiences = OidcJson.Text(claims, "aud") is { } one ? [one] : claims.TryGetProperty("aud", out _) ? OidcJson.Texts(claims, "aud") : null;
        if (audiences?.Contains(client, StringComparer.Ordinal) != true)
            return Refuse(kind, "token_audience", "is for somebody else.");
        var isNamed = claims.TryGetProperty("azp", out _);
        return (isNamed || audiences.Count > 1) && OidcJson.Text(claims, "azp") != client
            ? Refuse(kind, "token_party", "was made for another client.")
            : null;
    }

    private static bool Fits(JsonWebKey key, string algorithm) =>
        (string.IsNullOrEmpty(key.Alg) || key.Alg == algorithm)
        && (algorithm[0] == 'E' ? key.Kty == "EC" : key.Kty == "RSA" && key.KeySize >= SmallestRsaKey);

    // Core §3.1.3.6: the left half of the hash that the algorithm's name ends with.
    private static string? HashOf(string? accessToken, string algorithm)
    {
        if (accessToken is null)
            return null;
        var bytes = Encoding.ASCII.GetBytes(accessToken);
        var hash = algorithm[2..] switch
        {
            "256" => SHA256.HashData(bytes),
            "384" => SHA384.HashData(bytes),
            _ => SHA512.HashData(bytes),
        };
        return Base64UrlEncoder.Encode(hash[..(hash.Length / 2)]);
    }

    private static bool Same(string? given, string? expected) => given is not null && expected is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static JsonElement? Parse(string part)
    {
        try
        {
            using var json = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part), Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : null;
        }
        catch (Exception garbled) when (garbled is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static Error Refuse(TokenKind kind, string code, string what) => kind == TokenKind.Id
        ? SignInRefusals.Provider(code, $"its ID token {what}")
        : SignInRefusals.Of(code, $"The logout token {what}");

    private enum TokenKind
    {
        Id,
        Logout,
    }

    private sealed record Signed(JsonElement Claims, string Algorithm);
}
