using Microsoft.AspNetCore.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>The pages around the sign-in: without scripts, in one style, light or dark as the reader has it.</summary>
internal static class Pages
{
    /// <summary>A page with a heading.</summary>
    public static IResult Of(string title, Html body, int status = StatusCodes.Status200OK) =>
        TypedResults.Content(Document(title, body).ToString(), "text/html; charset=utf-8", statusCode: status);

    /// <summary>Says why somebody is not let in, and where to begin again.</summary>
    public static IResult Refused(string reason, int status = StatusCodes.Status403Forbidden) => Of(
        "You are not signed in",
        Html.Of($"""<p role="alert">{reason}</p><p><a href="/sign-in">Back to the sign-in</a></p>"""),
        status);

    private static Html Document(string title, Html body) => Html.Of(
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} · Scim.Modular</title>
        <style>
        :root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ee); --paper: light-dark(#f5f6f8, #14181f);
          --card: light-dark(#fff, #1d232c); --line: light-dark(#d5dae1, #353e4b); --accent: light-dark(#1f5fbf, #8ab4f8); --on-accent: light-dark(#fff, #10151c); }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, sans-serif; }
        main { box-sizing: border-box; width: min(26rem, calc(100vw - 2rem)); padding: 2rem; background: var(--card); border: 1px solid var(--line);
          border-radius: .5rem; overflow-wrap: anywhere; }
        h1 { margin: 0 0 1rem; font-size: 1.25rem; }
        a { color: var(--accent); }
        a.way, button { box-sizing: border-box; display: block; width: 100%; margin: .75rem 0; padding: .6rem 1rem; border: 0; border-radius: .35rem;
          background: var(--accent); color: var(--on-accent); font: inherit; text-align: center; text-decoration: none; cursor: pointer; }
        a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
        label { display: block; margin-top: 1rem; }
        input { box-sizing: border-box; width: 100%; padding: .5rem; border: 1px solid var(--line); border-radius: .35rem; background: var(--paper);
          color: var(--ink); font: inherit; }
        </style>
        </head>
        <body><main><h1>{{title}}</h1>
        {{body}}
        </main></body>
        </html>
        """);
}
