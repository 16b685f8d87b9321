using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Api.Admin;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Domain.Teams;
using Scim.Modular.Teams.Infrastructure;
using Scim.Modular.Teams.Infrastructure.Directories;
using Scim.Modular.Teams.Infrastructure.Groups;
using Scim.Modular.Teams.Infrastructure.Mappings;
using Scim.Modular.Teams.Infrastructure.Memberships;
using Scim.Modular.Teams.Infrastructure.Organizations;
using Scim.Modular.Teams.Infrastructure.People;
using Scim.Modular.Teams.Infrastructure.Teams;

namespace Scim.Modular.Teams;

/// <summary>Who is in which team: by a pushed group that is mapped to it, or by an administrator's hand.</summary>
public static class TeamsModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        services.AddModule<TeamsDbContext>(TeamsDbContext.Name, typeof(TeamCreated).Assembly);
        services.AddScoped<IOrganizationTurn, OrganizationTurn>();
        services.AddScoped<IOrganizationData, OrganizationData>();
        services.AddScoped<IDirectoryRepository, DirectoryRepository>();
        services.AddScoped<IPersonRepository, PersonRepository>();
        services.AddScoped<IGroupRepository, GroupRepository>();
        services.AddScoped<ITeamRepository, TeamRepository>();
        services.AddScoped<IMappingRepository, MappingRepository>();
        services.AddScoped<IMembershipRepository, MembershipRepository>();
        return services;
    }

    /// <summary>Maps the module's part of the admin API.</summary>
    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapOrganization();
        TeamEndpoints.Map(organization);
        MemberEndpoints.Map(organization);
        MappingEndpoints.Map(organization);
        return routes;
    }
}
