using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.WebConsole;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>The pages of the sign-in that belong to no identity provider.</summary>
internal static class SignInEndpoints
{
    private const string OtherSite = "Another site's page sent this, so nothing was done.";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/sign-in", ShowWaysAsync);
        pages.MapGet("/sign-in/once", ShowLink);
        pages.MapPost("/sign-in/once", UseLinkAsync);
        pages.MapPost("/sign-out", SignOutAsync);
        pages.MapGet("/signed-out", ShowSignedOut);
    }

    private static async Task<IResult> ShowWaysAsync(
        string? returnUrl, string? organization, HttpContext http, IEnumerable<ISignInWays> offered, CancellationToken ct)
    {
        var place = string.IsNullOrWhiteSpace(organization) ? null : organization.Trim();
        var target = LocalAddress.Of(returnUrl);
        List<SignInWay> ways = [];
        foreach (var some in offered)
            ways.AddRange(await some.OfAsync(place, target, ct));

        var links = Html.Join(ways.Select(way => Html.Of($"""<a class="button main" href="{way.Address}">{way.Label}</a>""")));
        return PlainPage.Of("Sign in", Html.Of($"{Present(http)}{(ways.Count > 0 ? links : None(place))}{Ask(place, target)}"));
    }

    private static Html Present(HttpContext http) =>
        http.User.FindFirst(ConsolePrincipal.Name)?.Value is { } name && http.User.Identity?.IsAuthenticated == true
            ? Html.Of($"""<p>You are signed in as {name}.</p><form method="post" action="/sign-out"><button class="main">Sign out</button></form>""")
            : Html.Empty;

    private static Html None(string? organization) => organization is null
        ? Html.Of($"<p>No identity provider is set up for this installation. Whoever runs it can ask for a link that signs an administrator in, once:</p><p><code>scim-modular sign-in-link</code></p>")
        : Html.Of($"<p>There is no way to sign in to {organization}. Check the name, or ask whoever runs this installation for a link.</p>");

    private static Html Ask(string? organization, string returnUrl) => Html.Of(
        $"""
        <form method="get" action="/sign-in"><label for="organization">Organization</label>
        <input id="organization" name="organization" value="{organization}" autocomplete="organization" maxlength="63">
        <input type="hidden" name="returnUrl" value="{returnUrl}"><button class="main">Continue</button></form>
        """);

    // It only asks: whatever looks at links before people do must not use one up.
    private static IResult ShowLink(string? code) => PlainPage.Of("Sign in", Html.Of(
        $"""
        <p>This link signs you in, once.</p>
        <form method="post" action="/sign-in/once"><input type="hidden" name="code" value="{code}"><button class="main">Sign in</button></form>
        """));

    private static async Task<IResult> UseLinkAsync(HttpContext http, FailedAuthentications failures, IMediator mediator, CancellationToken ct)
    {
        if (!SameOrigin.IsCertain(http))
            return Pages.Refused(OtherSite);
        if (failures.IsFlooding(http))
            return Pages.Refused("Too many attempts from your address. Wait a minute.", StatusCodes.Status429TooManyRequests);
        var code = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(ct))["code"].ToString().Trim() : "";
        var isLink = code.StartsWith(SecretToken.Link, StringComparison.Ordinal) && SecretToken.IsPlausible(code);
        if (!isLink)
            return Pages.Refused("This link is not whole. Copy it again.", StatusCodes.Status400BadRequest);

        var outcome = (await mediator.Send(new SignInByLink(SecretToken.Hash(code)), ct)).Value;
        if (outcome.Session is null)
            failures.Count(http);
        return await SignInDoor.EnterAsync(http, outcome, returnUrl: null, ct);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, CancellationToken ct)
    {
        if (!SameOrigin.IsCertain(http))
            return Pages.Refused(OtherSite);
        await SignInDoor.EndAsync(http, ct);
        SessionCookie.Delete(http);
        return SignInDoor.SeeOther(http, "/signed-out");
    }

    private static IResult ShowSignedOut() =>
        PlainPage.Of("You are signed out", Html.Of($"""<p><a href="/sign-in">Sign in again</a></p>"""));
}
