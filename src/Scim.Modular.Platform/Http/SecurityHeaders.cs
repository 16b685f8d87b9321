using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// What every answer tells the browser, whoever makes it: pages load and send to nowhere but here and are shown in nobody's frame; data is
/// data, and is kept in no cache. Who knows better says it first: a header that is there stays.
/// </summary>
public static class SecurityHeaders
{
    private const string Data = "default-src 'none'; frame-ancestors 'none'";
    private static readonly object FormTargets = new();

    /// <summary>Adds them, as the first of all.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Add((HttpContext)state), context);
        return next(context);
    });

    /// <summary>Lets the forms of this page be sent to, or redirected to, another origin as well: that of an identity provider.</summary>
    public static void AllowForm(HttpContext context, Uri target) => context.Items[FormTargets] = target.GetLeftPart(UriPartial.Authority);

    private static Task Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = IsPage(context.Response) ? Page(context) : Data;
        headers.XContentTypeOptions = "nosniff";
        if (!headers.ContainsKey("Referrer-Policy"))
            headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (SessionCookie.IsHttps(context))
            headers.StrictTransportSecurity = "max-age=31536000";
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    // Styles and scripts are files, always.
    private static string Page(HttpContext context)
    {
        var target = context.Items.TryGetValue(FormTargets, out var allowed) ? $" {allowed}" : "";
        return "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + $"object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{target}";
    }
}
