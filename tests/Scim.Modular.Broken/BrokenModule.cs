using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Broken;

/// <summary>The entry class: it may know everything, but its routes are open.</summary>
public static class BrokenModule
{
    public static IEndpointRouteBuilder MapBroken(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/broken/without-policy", () => Results.Ok()).RequireAuthorization();
        routes.MapPost("/broken/unknown-scope", () => Results.Ok()).RequireAuthorization(Policies.Admin).RequireScope("everything");
        routes.MapGet("/broken/open", () => Results.Ok()).AllowAnonymous();
        return routes;
    }
}
