using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Scim.Modular.WebConsole;

/// <summary>A page of one sentence, for where no other can be shown.</summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext http, int status, string title, string text, string link)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        var encoder = HtmlEncoder.Default;
        return http.Response.WriteAsync(
            $"""
             <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
             <title>{encoder.Encode(title)}</title><link rel="stylesheet" href="{ConsoleAssets.AddressOf("console.css")}"></head>
             <body class="plain"><main><h1>{encoder.Encode(title)}</h1><p>{encoder.Encode(text)}</p><p><a href="{encoder.Encode(link)}">Go on</a></p></main></body></html>
             """,
            http.RequestAborted);
    }
}
