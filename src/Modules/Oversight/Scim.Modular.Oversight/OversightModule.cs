using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;
using Scim.Modular.Oversight.Api;
using Scim.Modular.Oversight.Api.Admin;
using Scim.Modular.Oversight.Api.Configuration;
using Scim.Modular.Oversight.Api.Console;
using Scim.Modular.Oversight.Api.Jobs;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Application.Configuration;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Oversight.Infrastructure;
using Scim.Modular.Oversight.Infrastructure.Audit;
using Scim.Modular.Oversight.Infrastructure.Jobs;
using Scim.Modular.Oversight.Infrastructure.Reconciliation;
using Scim.Modular.Oversight.Infrastructure.Webhooks;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.WebConsole;

namespace Scim.Modular.Oversight;

/// <summary>What happened in all modules, for those who watch: the audit log, webhooks, notices, reconciliation.</summary>
public static class OversightModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddOversight(this IServiceCollection services)
    {
        // Nobody hears of this module, so it has no contracts of its own.
        services.AddModule<OversightDbContext>(OversightDbContext.Module, typeof(OversightModule).Assembly);
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddSingleton<RefusalQueue>();
        services.AddHostedService<Sealing>();
        services.AddHostedService<RefusalWriter>();
        services.AddHostedService<Upkeep>();
        services.AddHostedService<Watching>();
        AddWebhooks(services);
        AddReconciliation(services);
        AddJobs(services);
        services.AddScoped<ConfigurationPlanner>().AddScoped<ConfigurationImport>().AddScoped<ConfigurationTurn>().AddScoped<ConfigurationFiles>();
        AddPages(services);
        return services;
    }

    /// <summary>Throws at the first setting of the module that is wrong.</summary>
    public static void CheckOversight(this IServiceProvider services) => _ = services.GetRequiredService<WebhookKey>();

    /// <summary>Notes refused changes. It comes first of all, as anything may refuse.</summary>
    public static IApplicationBuilder UseOversight(this IApplicationBuilder app)
    {
        app.UseRefusals();
        return app;
    }

    /// <summary>Maps the module's part of the admin API.</summary>
    public static IEndpointRouteBuilder MapOversight(this IEndpointRouteBuilder routes)
    {
        var organization = routes.MapOrganization();
        routes.MapInstallationAudit();
        organization.MapAudit();
        organization.MapWebhooks();
        organization.MapReconcile();
        organization.MapConfiguration();
        return routes;
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddConsoleSection("Webhooks", "webhooks", 70, "Connection");
        services.AddConsoleSection("Audit", "audit", 80, "Oversight");
        services.AddConsoleSection("Reconcile", "reconcile", 90, "Oversight");
        services.AddConsoleSection("Notices", "notices", 95, "Oversight");
        services.AddConsoleSection("Configuration", "configuration", 98, "Oversight");
        services.AddConsolePanel<NoticesPanel>(ConsolePages.Overview, 20);
    }

    private static void AddWebhooks(IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>().BindConfiguration("Webhooks")
            .Validate(options => options.Timeout > TimeSpan.Zero && options.Timeout <= TimeSpan.FromMinutes(1),
                "Timeout is not a time up to 00:01:00. Write 00:00:15 for 15 seconds.")
            .ValidateOnStart();
        services.AddScoped<IWebhookRepository, WebhookRepository>();
        services.AddScoped<IDueMessagesRepository, DueMessagesRepository>();
        services.AddSingleton<WebhookKey>();
        services.AddSingleton<IWebhookSecrets>(provider => provider.GetRequiredService<WebhookKey>());
        services.AddSingleton<WebhookSender>();
        services.AddHostedService<WebhookDispatcher>();
    }

    private static void AddJobs(IServiceCollection services)
    {
        services.AddScoped<IBackgroundJobRepository, BackgroundJobRepository>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
    }

    private static void AddReconciliation(IServiceCollection services)
    {
        services.AddOptions<ReconcileOptions>().BindConfiguration("Reconcile");
        services.AddScoped<IReconcileRuns, ReconcileRuns>();
        services.AddScoped<IReconciliation, ModuleReconciliation>();
        services.TryAddSingleton<ScheduledReconciliation>();
        services.AddQuartz();
        services.AddHostedService<ReconcileSchedule>();
    }
}
