using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Scim.Modular.Platform.Security;

/// <summary>What an admin key may do. A route that says nothing is read with <c>read</c> and changed with <c>write</c>.</summary>
public static class AdminScopes
{
    /// <summary>All that can be read.</summary>
    public const string Read = "read";

    /// <summary>To read, and to change plans and seats.</summary>
    public const string Licenses = "licenses";

    /// <summary>To read, and to change all of an organization but what only an owner may.</summary>
    public const string Write = "write";

    /// <summary>Everything: also keys, and making and deleting organizations.</summary>
    public const string Owner = "owner";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Licenses, Write, Owner];

    /// <summary>Says what changing needs behind these routes: the licenses scope is enough. <c>owner</c> is needed to read as well.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, string scope) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequiredScope(scope));

    /// <summary>The scope that a method of a route needs.</summary>
    public static string NeededBy(string method, RequiredScope? said) =>
        said?.Scope == Owner ? Owner
        : HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Read
        : said?.Scope ?? Write;

    /// <summary>Whether a key with these scopes may do what needs this one.</summary>
    public static bool Allow(IReadOnlyCollection<string> scopes, string needed) => scopes.Contains(Owner) || needed switch
    {
        Read => scopes.Count > 0,
        Licenses => scopes.Contains(Licenses) || scopes.Contains(Write),
        Write => scopes.Contains(Write),
        _ => false,
    };

    /// <summary>Why an admin key or an administrator may not call this route; null when it may. Which organization a route is about is looked at when it is entered.</summary>
    public static (string Code, string Detail)? RefusalOf(HttpContext http)
    {
        if (http.Features.Get<Credential>() is not { Kind: CredentialKind.Admin } credential || http.GetEndpoint() is not { } endpoint)
            return null;
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        var isPerson = credential.Session is not null;
        if (isPerson && changes && !SameOrigin.IsCertain(http))
            return ("cross_site", "Another site's page sent this: nothing was changed. Scripts use an admin key instead of the cookie.");
        var needed = NeededBy(http.Request.Method, endpoint.Metadata.GetMetadata<RequiredScope>());
        if (credential.Organization != default && http.GetRouteValue("org") is null)
        {
            return ("wrong_scope", isPerson
                ? "You administer one organization: this belongs to the installation."
                : "This key opens one organization: it opens no routes of the installation.");
        }

        if (!Allow(credential.Scopes, needed))
        {
            return ("insufficient_scope", isPerson
                ? $"Your role lacks the scope {needed}: ask an owner."
                : $"This key lacks the scope {needed}: use one that has it.");
        }

        return isPerson && changes && FreshSignIn.IsMissing(http, endpoint, credential) && endpoint.Metadata.GetMetadata<FreshSignIn>() is { IsAskedByForms: false }
            ? ("fresh_sign_in_needed", "Sign in again, then repeat this: it takes a sign-in of the last minutes.")
            : null;
    }
}

/// <summary>On a route: the scope that changing something behind it needs.</summary>
/// <param name="Scope">One of <see cref="AdminScopes.All"/>.</param>
public sealed record RequiredScope(string Scope);
