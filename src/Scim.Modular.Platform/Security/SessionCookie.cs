using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// The cookie of somebody who is signed in. Over https its name begins with <c>__Host-</c>: then a browser takes it from this host only, and
/// sends it over https only. Whether it is https says the address that clients use, as a proxy may end it.
/// </summary>
public static class SessionCookie
{
    private const string Plain = "scim-session";
    private const string Secure = "__Host-" + Plain;

    /// <summary>The value that the browser sent, if it looks like one of ours.</summary>
    public static string? Read(HttpContext http) =>
        http.Request.Cookies.TryGetValue(NameOf(http), out var value) && value.StartsWith(SecretToken.Session, StringComparison.Ordinal)
            && SecretToken.IsPlausible(value) ? value : null;

    /// <summary>Gives the browser a session. It keeps the cookie until it is closed, or the session ends.</summary>
    public static void Set(HttpContext http, string secret) => http.Response.Cookies.Append(NameOf(http), secret, Options(http));

    /// <summary>Takes it away.</summary>
    public static void Delete(HttpContext http) => http.Response.Cookies.Delete(NameOf(http), Options(http));

    /// <summary>Whether clients reach the service over https.</summary>
    public static bool IsHttps(HttpContext http) =>
        http.RequestServices.GetRequiredService<PublicAddress>().BaseOf(http).StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(HttpContext http) => IsHttps(http) ? Secure : Plain;

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, Secure = IsHttps(http), SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
