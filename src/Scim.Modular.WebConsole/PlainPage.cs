using Microsoft.AspNetCore.Http;

namespace Scim.Modular.WebConsole;

/// <summary>A page without the console's frame and without scripts, for who is not signed in or has no business where they went.</summary>
public static class PlainPage
{
    /// <summary>A page with a heading, as an answer of status 200 or another.</summary>
    public static Microsoft.AspNetCore.Http.IResult Of(string title, Html body, int status = StatusCodes.Status200OK) => TypedResults.Content(
        Html.Of(
            $"""
             <!DOCTYPE html>
             <html lang="en" data-theme="auto">
             <head>
             <meta charset="utf-8">
             <meta name="viewport" content="width=device-width, initial-scale=1">
             <title>{title} · Scim.Modular</title>
             <link rel="stylesheet" href="{ConsoleAssets.AddressOf("console.css")}">
             </head>
             <body class="plain"><main><h1>{title}</h1>
             {body}
             </main></body>
             </html>
             """).ToString(),
        "text/html; charset=utf-8",
        statusCode: status);

    /// <summary>Answers a request with one sentence and a way on.</summary>
    internal static Task WriteAsync(HttpContext http, int status, string title, string text, string link) =>
        Of(title, Html.Of($"""<p>{text}</p><p><a href="{link}">Go on</a></p>"""), status).ExecuteAsync(http);
}
