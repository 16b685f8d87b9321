using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Reads the cookie of somebody who is signed in. An administrator's is to routes an admin key: of the same scopes and organization, refused
/// alike. A provisioned person's opens their own page only. A request that carries an Authorization header is that credential's, and SCIM is
/// never opened by a cookie.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ISessions sessions, CallContext call)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Session";

    /// <summary>The scheme that a request is for.</summary>
    public static string Choose(HttpContext http) =>
        http.Request.Headers.Authorization.Count > 0 || ErrorResponses.IsScim(http.Request) ? BearerAuthentication.SchemeName : SchemeName;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Context) is not { } secret)
            return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(SecretToken.Hash(secret), Context.RequestAborted) is not { } session)
            return AuthenticateResult.Fail("The session has ended.");

        await sessions.UsedAsync(session, Context.RequestAborted);
        call.ActAs(session.IsPerson ? $"person:{session.Holder:D}" : $"admin:{session.Holder:D}");
        if (session.IsPerson)
            call.Enter(session.Organization);
        Context.Features.Set(new Credential(session.Kind, session.Holder, session.Organization, default, session.EndsAt, DirectoryDisabled: false)
        {
            Scopes = session.Scopes,
            Session = session.Id,
            AuthenticatedAt = session.AuthenticatedAt,
        });
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(ConsolePrincipal.Of(session, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsPage(Request))
        {
            Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(Request.Path + Request.QueryString));
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = BearerAuthentication.SchemeName;
        return ErrorResponses.WriteAsync(Context, StatusCodes.Status401Unauthorized, "unauthenticated", SessionCookie.Read(Context) is null
            ? "A credential is needed: send the header Authorization with Bearer and the token."
            : "The session has ended: sign in again.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var (code, detail) = AdminScopes.RefusalOf(Context) ?? ("wrong_credential", Context.Features.Get<Credential>() is { Kind: CredentialKind.Person }
            ? "You are signed in to your own page, and this is for administrators."
            : "You are signed in as an administrator, and this is for people whom an identity provider provisions.");
        return ErrorResponses.WriteAsync(Context, StatusCodes.Status403Forbidden, code, detail);
    }

    // The admin API answers programs, whatever they accept.
    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
