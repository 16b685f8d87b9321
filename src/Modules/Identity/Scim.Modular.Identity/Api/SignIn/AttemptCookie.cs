using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>A sign-in that this browser has begun.</summary>
/// <param name="Key">What the answer names: the state, or the id of the SAML request.</param>
/// <param name="Connection">Of an organization; null: the installation's provider.</param>
/// <param name="ConnectionVersion">As it was then.</param>
/// <param name="Oidc">What the answer of an OpenID provider is held against.</param>
/// <param name="ReturnUrl">Where to go afterwards.</param>
/// <param name="Fresh">Whether the person was to prove anew who they are.</param>
/// <param name="At">When it began.</param>
internal sealed record Attempt(
    string Key, Guid? Connection, long ConnectionVersion, OidcAttempt? Oidc, string? ReturnUrl, bool Fresh, DateTimeOffset At);

/// <summary>
/// Keeps an attempt in the browser that began it, sealed, for ten minutes: an answer that comes to another browser finds nothing. Several
/// tabs may each have one.
/// </summary>
internal sealed class AttemptCookie(SealingKey sealing, TimeProvider clock)
{
    private const string Place = "sign-in attempt";
    private const string Prefix = "scim-attempt-";
    private const int Most = 5;
    private const int LongestReturnUrl = 1000;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>Keeps it. An answer that the provider posts comes from its page, and brings only cookies that say they may.</summary>
    public void Set(HttpContext http, Attempt attempt, bool isPosted)
    {
        var others = http.Request.Cookies.Keys.Where(name => name.Contains(Prefix, StringComparison.Ordinal)).ToArray();
        if (others.Length >= Most)
        {
            foreach (var name in others)
                http.Response.Cookies.Delete(name, Options(http, isPosted, life: null));
        }

        var kept = attempt with { ReturnUrl = attempt.ReturnUrl is { Length: <= LongestReturnUrl } url ? url : null };
        http.Response.Cookies.Append(
            NameOf(http, attempt.Key), WebEncoders.Base64UrlEncode(sealing.Close(JsonSerializer.Serialize(kept), Place)), Options(http, isPosted, Life));
    }

    /// <summary>Takes it out; null when this browser began no such attempt, or too long ago.</summary>
    public Attempt? Take(HttpContext http, string? key, bool isPosted)
    {
        if (key is not { Length: >= 16 and <= 100 } || !key.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_'))
            return null;
        var name = NameOf(http, key);
        if (!http.Request.Cookies.TryGetValue(name, out var value))
            return null;

        http.Response.Cookies.Delete(name, Options(http, isPosted, life: null));
        try
        {
            var attempt = JsonSerializer.Deserialize<Attempt>(sealing.Open(WebEncoders.Base64UrlDecode(value), Place));
            return attempt is not null && attempt.Key == key && clock.Now() - attempt.At < Life ? attempt : null;
        }
        catch (Exception garbled) when (garbled is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static string NameOf(HttpContext http, string key) => (SessionCookie.IsHttps(http) ? "__Host-" : "") + Prefix + key[..12];

    private static CookieOptions Options(HttpContext http, bool isPosted, TimeSpan? life) => new()
    {
        HttpOnly = true,
        Secure = SessionCookie.IsHttps(http),
        SameSite = !isPosted ? SameSiteMode.Lax : SessionCookie.IsHttps(http) ? SameSiteMode.None : SameSiteMode.Unspecified,
        Path = "/",
        MaxAge = life,
        IsEssential = true,
    };
}
