using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Platform.Security;
using Scim.Modular.WebConsole;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>The one page of provisioned people. It is no page of the console: those are for administrators, all of them.</summary>
internal static class OwnEndpoints
{
    public static void MapOwnPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ConsoleAddress.Own, () => new RazorComponentResult<OwnPage>()).RequireAuthorization(Policies.Person).ExcludeFromDescription();
}
