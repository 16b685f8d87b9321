using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Scim.Modular.Identity.Application.SignIn;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

/// <summary>What an OpenID provider says of itself (OpenID Connect Discovery §3).</summary>
internal sealed record OidcProvider(
    string Issuer, Uri AuthorizationEndpoint, Uri TokenEndpoint, Uri KeysEndpoint, Uri? UserInfoEndpoint, bool WantsSecretInBody, bool SendsIssuer);

/// <summary>
/// Knows providers and their keys for an hour. A key that is not known is asked for once more, so that a provider can change its keys at
/// any time. Who can make us ask is bounded: ID tokens come from the provider itself, and logout tokens that are wrong are counted.
/// </summary>
internal sealed class OidcProviders(OidcHttp http, ProviderAddresses addresses, TimeProvider clock)
{
    private const int Most = 1000;
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string, bool), (OidcProvider Provider, DateTimeOffset Since)> _providers = new();
    private readonly ConcurrentDictionary<(Uri, bool), (IReadOnlyList<JsonWebKey> Keys, DateTimeOffset Since)> _keys = new();

    /// <summary>The provider; throws <see cref="OidcCallException"/> when it can't be asked, or contradicts what is known of it.</summary>
    public async Task<OidcProvider> FindAsync(OidcClient client, CancellationToken ct)
    {
        var name = (client.Authority, client.IsOurs);
        if (_providers.TryGetValue(name, out var known) && clock.GetUtcNow() - known.Since < Life)
            return known.Provider;

        if (!addresses.IsSafe(client.Authority.TrimEnd('/') + "/.well-known/openid-configuration", client.IsOurs, out var address))
            throw new OidcCallException("its address does not begin with https://");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var provider = Read(await http.SendAsync(request, client.IsOurs, ct), client);
        Remember(_providers, name, (provider, clock.GetUtcNow()));
        return provider;
    }

    /// <summary>The keys that may have signed with this id; without one, all of them.</summary>
    public async Task<IReadOnlyList<JsonWebKey>> KeysAsync(OidcProvider provider, bool isOurs, string? kid, CancellationToken ct)
    {
        var name = (provider.KeysEndpoint, isOurs);
        if (_keys.TryGetValue(name, out var known) && clock.GetUtcNow() - known.Since < Life && Select(known.Keys, kid) is { Count: > 0 } found)
            return found;

        using var request = new HttpRequestMessage(HttpMethod.Get, provider.KeysEndpoint);
        var keys = new JsonWebKeySet((await http.SendAsync(request, isOurs, ct)).GetRawText()).Keys.ToArray();
        Remember(_keys, name, (keys, clock.GetUtcNow()));
        return Select(keys, kid);
    }

    private OidcProvider Read(JsonElement json, OidcClient client)
    {
        // Discovery §4.3: the issuer is the one that was asked for; people forget or add a slash at its end.
        if (OidcJson.Text(json, "issuer") is not { } issuer || issuer.TrimEnd('/') != client.Authority.TrimEnd('/'))
            throw new OidcCallException("its metadata names another issuer than was configured");
        if (OidcJson.Texts(json, "code_challenge_methods_supported") is { } challenges && !challenges.Contains("S256", StringComparer.Ordinal))
            throw new OidcCallException("it does not know PKCE with S256");

        var methods = OidcJson.Texts(json, "token_endpoint_auth_methods_supported");
        return new OidcProvider(
            issuer,
            Endpoint("authorization_endpoint") ?? throw Missing("authorization_endpoint"),
            Endpoint("token_endpoint") ?? throw Missing("token_endpoint"),
            Endpoint("jwks_uri") ?? throw Missing("jwks_uri"),
            Endpoint("userinfo_endpoint"),
            methods is not null && !methods.Contains("client_secret_basic", StringComparer.Ordinal)
                && methods.Contains("client_secret_post", StringComparer.Ordinal),
            json.TryGetProperty("authorization_response_iss_parameter_supported", out var sends) && sends.ValueKind == JsonValueKind.True);

        Uri? Endpoint(string name) => OidcJson.Text(json, name) is not { } text ? null
            : addresses.IsSafe(text, client.IsOurs, out var address) ? address
            : throw new OidcCallException($"its {name} does not begin with https://");

        static OidcCallException Missing(string name) => new($"its metadata lacks {name}");
    }

    private static IReadOnlyList<JsonWebKey> Select(IReadOnlyList<JsonWebKey> keys, string? kid) =>
        [.. keys.Where(key => (kid is null || key.Kid == kid) && key.Use is null or "" or "sig" && key.Kty is "RSA" or "EC")];

    private static void Remember<TKey, TValue>(ConcurrentDictionary<TKey, TValue> memory, TKey key, TValue value) where TKey : notnull
    {
        if (memory.Count >= Most)
            memory.Clear();
        memory[key] = value;
    }
}
