using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Api.Admin;
using Scim.Modular.Teams.Api.Configuration;
using Scim.Modular.Teams.Api.Console;
using Scim.Modular.Teams.Application.Directories;
using Scim.Modular.Teams.Application.Groups;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Application.Reconciliation;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Domain.Plans;
using Scim.Modular.Teams.Domain.Teams;
using Scim.Modular.Teams.Infrastructure;
using Scim.Modular.Teams.Infrastructure.Directories;
using Scim.Modular.Teams.Infrastructure.Groups;
using Scim.Modular.Teams.Infrastructure.Mappings;
using Scim.Modular.Teams.Infrastructure.Memberships;
using Scim.Modular.Teams.Infrastructure.Organizations;
using Scim.Modular.Teams.Infrastructure.People;
using Scim.Modular.Teams.Infrastructure.Plans;
using Scim.Modular.Teams.Infrastructure.Reconciliation;
using Scim.Modular.Teams.Infrastructure.Teams;
using Scim.Modular.WebConsole;

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
        services.AddScoped<IPlanRepository, PlanRepository>();
        services.AddScoped<Breaker>();
        services.AddScoped<Settlement>();
        services.AddScoped<Movement>();
        services.AddScoped<GroupSearch>();
        services.AddScoped<TeamsOfGroups>();
        services.AddScoped<MappingDraft>();
        services.AddScoped<Examination>();
        services.AddScoped<IFactsOfUsers, FactsOfUsers>();
        services.AddScoped<IReconciler, TeamsReconciler>();
        services.AddScoped<IExplainPeople, PlaceOfPerson>();
        services.AddScoped<IHeldChanges, HeldSources>();
        services.AddScoped<IConfigurationPart, TeamsConfiguration>();
        services.AddScoped<IConfigurationPart, MappingsConfiguration>();
        services.AddConsoleSection("Teams", "app/teams", 30);
        services.AddConsolePanel<TeamGroupsPanel>(ConsolePages.DirectorySync, 10);
        services.AddConsolePanel<TeamsOfPersonPanel>(ConsolePages.Person, 20);
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
