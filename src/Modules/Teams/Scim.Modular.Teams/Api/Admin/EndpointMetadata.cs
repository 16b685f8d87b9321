using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Scim.Modular.Teams.Api.Admin;

internal static class EndpointMetadata
{
    /// <summary>Says in the OpenAPI document with which statuses a route refuses.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.ProducesProblem(status);
        return route;
    }
}
