using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Platform.Http;

/// <summary>What the admin endpoints of all modules share.</summary>
public static class AdminApi
{
    /// <summary>The routes of the installation: <c>/admin/v1/…</c>, open to admin keys.</summary>
    public static RouteGroupBuilder MapAdmin(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/admin/v1").RequireAuthorization(Policies.Admin).WithMetadata(new AdminRoute());

    /// <summary>
    /// The routes of one organization: <c>/admin/v1/organizations/{org}/…</c>, where <c>{org}</c> is its id or slug. The request has
    /// entered it before the endpoint runs; an unknown one is a 404.
    /// </summary>
    public static RouteGroupBuilder MapOrganization(this IEndpointRouteBuilder routes) =>
        routes.MapAdmin().MapGroup("/organizations/{org}").AddEndpointFilter(EnterOrganizationAsync);

    /// <summary>Says that the answer holds a new secret, and where: see <see cref="SecretAnswer"/>.</summary>
    public static RouteHandlerBuilder AnswersSecret(this RouteHandlerBuilder route, string property) =>
        route.WithMetadata(new SecretAnswer(property));

    /// <summary>The version that the caller demands by <c>If-Match</c>; null when it demands none. Garbage matches nothing: -1.</summary>
    public static long? IfMatch(this HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString().Trim();
        if (header is "" or "*")
            return null;
        var text = (header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header).Trim('"');
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;
    }

    /// <summary>200 with the resource and its <c>ETag</c>.</summary>
    public static IResult Versioned<T>(HttpContext http, T resource, long version)
    {
        http.Response.Headers.ETag = ETag(version);
        return TypedResults.Ok(resource);
    }

    /// <summary>201 with the new resource, its <c>ETag</c> and where it is.</summary>
    public static IResult Created<T>(HttpContext http, string location, T resource, long version)
    {
        http.Response.Headers.ETag = ETag(version);
        return TypedResults.Created(location, resource);
    }

    private static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"W/\"{version}\"");

    private static async ValueTask<object?> EnterOrganizationAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        var given = (string)context.HttpContext.GetRouteValue("org")!;
        var found = await services.GetRequiredService<IOrganizationLookup>().FindAsync(given, context.HttpContext.RequestAborted);
        // To a key of one organization no other exists.
        if (found is not { } organization || context.HttpContext.Features.Get<Credential>() is { Kind: CredentialKind.Admin } key
            && key.Organization != default && key.Organization != organization)
        {
            return Problems.NotFound("organization");
        }

        services.GetRequiredService<CallContext>().Enter(organization);
        var answer = await next(context);
        Problems.Note(context.HttpContext, answer);
        return answer;
    }
}

/// <summary>One page of a list. <paramref name="NextCursor"/> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>Which page a caller asks for: <c>?limit=…&amp;cursor=…</c>. Pages go by key, so the last costs what the first does.</summary>
/// <param name="Limit">Items on the page: 50 when not given, 200 at most.</param>
/// <param name="After">The key of the last item seen, or null for the first page.</param>
public sealed record PageRequest(int Limit, string? After)
{
    private const int Default = 50;
    private const int Most = 200;

    /// <summary>Binds the query string. A wrong limit or cursor is a 400.</summary>
    public static ValueTask<PageRequest> BindAsync(HttpContext context)
    {
        var limit = Default;
        if (context.Request.Query["limit"] is [{ Length: > 0 } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Most))
        {
            throw new BadHttpRequestException($"limit: a whole number from 1 to {Most} is needed.");
        }

        string? after = null;
        if (context.Request.Query["cursor"] is [{ Length: > 0 } cursor])
        {
            try
            {
                after = System.Text.Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor));
            }
            catch (FormatException garbled)
            {
                throw new BadHttpRequestException("cursor: take it from nextCursor of the page before, as it is.", garbled);
            }
        }

        return ValueTask.FromResult(new PageRequest(limit, after));
    }

    /// <summary>The key of the last item seen as a number or an id of some kind; a cursor that holds none is a 400.</summary>
    public T? Key<T>() where T : struct, IParsable<T>
    {
        if (After is null)
            return null;
        return T.TryParse(After, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new BadHttpRequestException("cursor: it belongs to another list.");
    }

    /// <summary>Makes the page of <paramref name="found"/>, which was asked for one item more than the limit.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> found, Func<T, object> key)
    {
        if (found.Count <= Limit)
            return new(found, null);
        var shown = found.Take(Limit).ToArray();
        var last = Convert.ToString(key(shown[^1]), CultureInfo.InvariantCulture)!;
        return new(shown, WebEncoders.Base64UrlEncode(System.Text.Encoding.UTF8.GetBytes(last)));
    }
}
