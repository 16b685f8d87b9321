using MediatR;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Commands;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform;

/// <summary>The plumbing that all modules share.</summary>
public static class PlatformServices
{
    private const string EitherScheme = "Credential";

    /// <summary>Adds it. Modules come after it.</summary>
    public static IServiceCollection AddPlatform(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<LimitOptions>().Bind(settings.GetSection("Limits")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<EventOptions>().Bind(settings.GetSection("Events")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SignInOptions>().Bind(settings.GetSection("SignIn"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new Portion());
        services.AddSingleton(new DatabaseTargets(settings));
        services.AddSingleton<ModuleCatalog>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<WriteGate>();
        services.AddSingleton<SealingKey>();

        services.AddSingleton<Subscriptions>();
        services.AddSingleton<DispatchSignals>();
        services.AddSingleton<EffectTracker>();
        services.AddSingleton<Delivery>();
        services.AddHostedService<Housekeeping>();
        services.AddScoped<EventLog>();
        services.AddScoped(provider => new ParkedEvents(
            provider.GetRequiredService<ModuleCatalog>(), provider, provider.GetRequiredService<UnitOfWork>(),
            provider.GetRequiredService<DispatchSignals>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new UnsealedEvents(
            provider.GetRequiredService<ModuleCatalog>(), provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<WriteGate>(), provider.GetRequiredService<DispatchSignals>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddScoped<CallContext>();
        services.AddScoped<RequestKey>();
        services.AddScoped(provider => new DryRun(provider.GetRequiredService<ModuleCatalog>(), provider.GetRequiredService<WriteGate>()));
        services.AddScoped<UnitOfWork>();
        services.AddScoped<StoredAnswers>();
        services.AddScoped<IMediator>(provider => new Mediator(provider.GetService!));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(UnitOfWorkBehavior<,>));

        services.AddSingleton<FailedAuthentications>();
        services.AddAuthentication(EitherScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null)
            .AddPolicyScheme(EitherScheme, null, scheme => scheme.ForwardDefaultSelector = SessionAuthentication.Choose);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Scim, policy => policy.RequireClaim("kind", nameof(CredentialKind.Directory)))
            .AddPolicy(Policies.Admin, AsAdministrator)
            .AddPolicy(Policies.Person, policy => policy.RequireClaim("kind", nameof(CredentialKind.Person)))
            // What nobody thought of is closed.
            .SetFallbackPolicy(Built(AsAdministrator));
        services.AddRateLimits();
        return services;
    }

    /// <summary>The platform's own routes: health, and parked events.</summary>
    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        routes.MapParkedEvents();
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("live", () => TypedResults.Ok(new { status = "live" }))
            .WithName("Live").WithSummary("The process runs.");
        health.MapGet("ready", ReadyAsync)
            .WithName("Ready").WithSummary("The database answers, its tables are current, and events do not pile up: 200, or 503 with the reason.");
    }

    // An admin key or somebody who is signed in, and one with the scope that the route needs.
    private static void AsAdministrator(AuthorizationPolicyBuilder policy) => policy
        .RequireClaim("kind", nameof(CredentialKind.Admin))
        .RequireAssertion(context => context.Resource is HttpContext http && AdminScopes.RefusalOf(http) is null);

    private static AuthorizationPolicy Built(Action<AuthorizationPolicyBuilder> configure)
    {
        var policy = new AuthorizationPolicyBuilder();
        configure(policy);
        return policy.Build();
    }

    private static async Task<Microsoft.AspNetCore.Http.IResult> ReadyAsync(
        ModuleCatalog modules, Migrator migrator, IServiceProvider services, IOptions<EventOptions> events, CancellationToken ct)
    {
        try
        {
            if (await migrator.BehindAsync(ct) is { Count: > 0 } behind)
                return Problems.Of(503, "schema_behind", $"The tables of {string.Join(", ", behind)} are older than this build.");
            foreach (var module in modules.All)
            {
                var db = (ModuleDbContext)services.GetRequiredService(module.ContextType);
                var waiting = await db.Deliveries.IgnoreQueryFilters()
                    .Where(row => row.ParkedAt == null).Take(events.Value.Backlog + 1).CountAsync(ct);
                if (waiting > events.Value.Backlog)
                    return Problems.Of(503, "event_backlog", $"More than {events.Value.Backlog} events of {module.Name} wait for delivery.");
            }

            return TypedResults.Ok(new { status = "ready" });
        }
        catch (Exception failure) when (DatabaseErrors.IsUnavailable(failure))
        {
            return Problems.Of(503, "database_unavailable", "The database can't be reached.");
        }
    }
}
