using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

internal sealed class HearOidcProviderHandler(
    OidcProviders providers, OidcHttp http, ProviderTokens tokens, ILogger<HearOidcProviderHandler> log)
    : IQueryHandler<HearOidcProvider, Result<ExternalIdentity>>
{
    private const int LongestCode = 4096;

    public async Task<Result<ExternalIdentity>> Handle(HearOidcProvider request, CancellationToken cancellationToken)
    {
        try
        {
            return await HearAsync(request, cancellationToken);
        }
        catch (OidcCallException failure)
        {
            log.LogWarning("The OpenID provider {Authority} could not be asked: {Reason}", request.Client.Authority, failure.Message);
            return SignInRefusals.Unreachable;
        }
    }

    private async Task<Result<ExternalIdentity>> HearAsync(HearOidcProvider request, CancellationToken ct)
    {
        var (client, attempt, answer) = (request.Client, request.Attempt, request.Answer);
        if (!string.Equals(answer.State, attempt.State, StringComparison.Ordinal))
            return SignInRefusals.WrongState;
        var provider = await providers.FindAsync(client, ct);
        // RFC 9207: an answer of another provider, which the person was lured to, says so.
        if (answer.Issuer is not null ? answer.Issuer != provider.Issuer : provider.SendsIssuer)
            return SignInRefusals.Provider("response_issuer", "the answer comes from another provider.");
        if (answer.Error is not null)
            return SignInRefusals.Provider(answer.Error == "access_denied" ? "access_denied" : "provider_error", "nobody was signed in there.");
        if (answer.Code is not { Length: > 0 and <= LongestCode })
            return SignInRefusals.Provider("no_code", "the answer has no code.");

        var given = await ExchangeAsync(provider, client, attempt, answer.Code, ct);
        var accessToken = OidcJson.Text(given, "access_token");
        var expected = new ExpectedToken(
            provider.Issuer, client.ClientId, attempt.Nonce, accessToken, request.Fresh ? request.AskedAt : null);
        var read = await tokens.ReadAsync(OidcJson.Text(given, "id_token"), expected, kid => providers.KeysAsync(provider, client.IsOurs, kid, ct));
        if (read.Error is { } refusal)
            return refusal;

        var claims = read.Value;
        var subject = OidcJson.Text(claims, "sub")!;
        var about = claims;
        // Providers may leave the person's e-mail to the UserInfo endpoint when they give an access token (Core §5.4).
        if (OidcEmail.Of(claims, provider.Issuer) is not { IsVerified: true } && provider.UserInfoEndpoint is { } address && accessToken is not null)
        {
            about = await AboutAsync(address, accessToken, client.IsOurs, ct);
            if (OidcJson.Text(about, "sub") != subject)
                return SignInRefusals.Provider("userinfo_subject", "it told about somebody else.");
        }

        var email = OidcEmail.Of(about, provider.Issuer) ?? OidcEmail.Of(claims, provider.Issuer);
        return new ExternalIdentity(
            provider.Issuer, subject, email?.Address, email?.IsVerified ?? false, OidcJson.Text(claims, "name") ?? OidcJson.Text(about, "name"))
        {
            ProviderSession = OidcJson.Text(claims, "sid") is { Length: <= ExternalIdentity.LongestSession } session ? session : null,
        };
    }

    private Task<JsonElement> ExchangeAsync(OidcProvider provider, OidcClient client, OidcAttempt attempt, string code, CancellationToken ct)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = attempt.RedirectUri,
            ["code_verifier"] = attempt.CodeVerifier,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint);
        if (client.ClientSecret is { Length: > 0 } secret && !provider.WantsSecretInBody)
        {
            // RFC 6749 §2.3.1: each part is form-encoded before it becomes Basic.
            var pair = $"{Encoded(client.ClientId)}:{Encoded(secret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = client.ClientId;
            if (client.ClientSecret is { Length: > 0 } shown)
                form["client_secret"] = shown;
        }

        request.Content = new FormUrlEncodedContent(form);
        return SendAsync(request, client.IsOurs, ct);
    }

    private Task<JsonElement> AboutAsync(Uri address, string accessToken, bool isOurs, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, isOurs, ct);
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request, bool isOurs, CancellationToken ct)
    {
        using (request)
            return await http.SendAsync(request, isOurs, ct);
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
