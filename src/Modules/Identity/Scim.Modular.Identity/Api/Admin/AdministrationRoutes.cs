using Microsoft.AspNetCore.Routing;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Identity.Api.Admin;

internal static class AdministrationRoutes
{
    public static void MapAdministration(this IEndpointRouteBuilder routes)
    {
        routes.MapKeys();
        routes.MapInstallationAdministrators();
        routes.MapOrganizations();
        var organization = routes.MapOrganization();
        organization.MapAdministrators();
        organization.MapDirectories();
        organization.MapTokens();
        organization.MapSignInConnections();
        organization.MapHeldChanges();
        organization.MapRequests();
        organization.MapConformanceRuns();
        organization.MapPeople();
        organization.MapSchemas();
    }
}
