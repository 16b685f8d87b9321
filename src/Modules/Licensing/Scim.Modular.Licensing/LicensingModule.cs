using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Api.Admin;
using Scim.Modular.Licensing.Api.Configuration;
using Scim.Modular.Licensing.Api.Console;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Licensing.Infrastructure.Admissions;
using Scim.Modular.Licensing.Infrastructure.Directories;
using Scim.Modular.Licensing.Infrastructure.Grants;
using Scim.Modular.Licensing.Infrastructure.People;
using Scim.Modular.Licensing.Infrastructure.Plans;
using Scim.Modular.Licensing.Infrastructure.Seats;
using Scim.Modular.Licensing.Infrastructure.Usage;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.WebConsole;

namespace Scim.Modular.Licensing;

/// <summary>Plans, seats and the waiting list.</summary>
public static class LicensingModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddLicensing(this IServiceCollection services)
    {
        services.AddModule<LicensingDbContext>(LicensingDbContext.Module, typeof(SeatAssigned).Assembly);
        services.AddScoped<IPlanRepository, PlanRepository>();
        services.AddScoped<ISeatRepository, SeatRepository>();
        services.AddScoped<IPersonRepository, PersonRepository>();
        services.AddScoped<IReservationRepository, ReservationRepository>();
        services.AddScoped<IGrantRepository, GrantRepository>();
        services.AddScoped<IDirectoryRepository, DirectoryRepository>();
        services.AddScoped<IUsageRepository, UsageRepository>();
        services.AddScoped<IReassessmentRepository, ReassessmentRepository>();
        services.AddScoped<PlanLedger>();
        services.AddScoped<SeatCases>();
        services.AddScoped<SeatAllocator>();
        services.AddScoped<SeatReassessor>();
        services.AddScoped<IUserAdmission, SeatAdmission>();
        services.AddScoped<ISeatForecast, SeatForecaster>();
        services.AddScoped<IReconciler, SeatReconciler>();
        services.AddScoped<IExplainPeople, LicenseExplanation>();
        services.AddScoped<IHeldChanges, HeldSeats>();
        services.AddHostedService<LapsedAdmissions>();
        services.AddScoped<IConfigurationPart, PlansConfiguration>();
        services.AddHostedService<OldUsageJob>();
        services.AddHostedService<LapsedHoldsJob>();
        services.AddConsoleSection("Licenses", "licenses", 40);
        services.AddConsolePanel<LicensesPanel>(ConsolePages.Overview, 10);
        services.AddConsolePanel<SeatPanel>(ConsolePages.Person, 10);
        return services;
    }

    /// <summary>Maps the module's part of the admin API.</summary>
    public static IEndpointRouteBuilder MapLicensing(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapOrganization();
        organization.MapPlans();
        organization.MapLicenses();
        organization.MapUsage();
        return routes;
    }
}
