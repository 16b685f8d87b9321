using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Whether a browser sends a request for one of our own pages. A browser adds a cookie to what other pages make it send, so what changes
/// something is taken from our own pages only. Browsers say it themselves (<c>Sec-Fetch-Site</c>); older ones name the origin.
/// </summary>
public static class SameOrigin
{
    /// <summary>True when it is one of our own pages for sure.</summary>
    public static bool IsCertain(HttpContext http)
    {
        var headers = http.Request.Headers;
        if (headers.TryGetValue("Sec-Fetch-Site", out var site))
            return site.Count == 1 && site[0] == "same-origin";
        return headers.Origin is [{ Length: > 0 } origin] && Own(http) is { } own && string.Equals(origin, own, StringComparison.OrdinalIgnoreCase);
    }

    // As browsers write it.
    private static string? Own(HttpContext http) =>
        Uri.TryCreate(http.RequestServices.GetRequiredService<PublicAddress>().BaseOf(http), UriKind.Absolute, out var address)
            ? address.GetLeftPart(UriPartial.Authority)
            : null;
}
