using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Reads the credential of a request. Okta sends a token as typed: with the word <c>Bearer</c>, without it, or as the password of Basic.
/// Whatever the form, the credential alone decides for whom the request works.
/// </summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ICredentialStore store,
    IOptions<LimitOptions> limits, FailedAuthentications failures, CallContext call, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";

    private string _reason = "A credential is needed: send the header Authorization with Bearer and the token.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var headers = Request.Headers.Authorization;
        if (headers.Count == 0)
            return AuthenticateResult.NoResult();
        if (headers.Count > 1)
            return Refuse("There are several Authorization headers; send one.");

        var (form, token) = Read(headers[0] ?? "");
        if (token.Length == 0)
            return Refuse($"The Authorization header ({form}) holds no token.");
        if (token.Length > limits.Value.TokenLength || !SecretToken.IsPlausible(token))
            return Refuse($"The token ({form}) is not one of ours: copy it again, whole.");
        if (await store.FindAsync(SecretToken.Hash(token), Context.RequestAborted) is not { } credential)
            return Refuse($"The token ({form}) is not known, or was revoked.");
        if (credential.ExpiresAt is { } end && end <= clock.GetUtcNow())
        {
            return Refuse(credential.Kind == CredentialKind.Admin
                ? "The key has expired. Make a new one."
                : "The token has expired. Make a new one for this directory and put it into the identity provider.");
        }


        store.Used(credential);
        call.ActAs(credential.Kind == CredentialKind.Admin ? $"admin:{credential.Id:D}" : $"directory:{credential.Directory:D}");
        if (credential.Kind == CredentialKind.Directory)
            call.Enter(credential.Organization);
        Context.Features.Set(credential);
        var identity = new ClaimsIdentity([new Claim("kind", credential.Kind.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (failures.IsFlooding(Context))
        {
            Response.Headers.RetryAfter = "60";
            return ErrorResponses.WriteAsync(
                Context, StatusCodes.Status429TooManyRequests, "too_many_failures", "Too many refused credentials from this address.");
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorResponses.WriteAsync(Context, StatusCodes.Status401Unauthorized, "unauthenticated", _reason);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var isScim = ErrorResponses.IsScim(Context.Request);
        var (code, detail) = (isScim ? null : AdminScopes.RefusalOf(Context)) ?? ("wrong_credential", isScim
            ? "This credential opens no SCIM: use a token of the directory."
            : "This credential opens no administration: use an admin key.");
        return ErrorResponses.WriteAsync(Context, StatusCodes.Status403Forbidden, code, detail);
    }

    private AuthenticateResult Refuse(string reason)
    {
        _reason = reason;
        failures.Count(Context);
        return AuthenticateResult.Fail(reason);
    }

    private static (string Form, string Token) Read(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var parsed) || header.StartsWith(SecretToken.Scim, StringComparison.Ordinal))
            return ("sent without a scheme", header.Trim());
        if (string.Equals(parsed.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
            return ("sent as Bearer", parsed.Parameter?.Trim() ?? "");
        if (!string.Equals(parsed.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return ("sent without a scheme", header.Trim());

        Span<byte> bytes = stackalloc byte[1024];
        if (!Convert.TryFromBase64String(parsed.Parameter ?? "", bytes, out var length))
            return ("sent as Basic", "");
        var pair = Encoding.UTF8.GetString(bytes[..length]);
        return ("sent as the password of Basic", pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }
}
