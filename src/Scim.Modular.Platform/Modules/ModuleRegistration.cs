using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Platform.Modules;

/// <summary>Registers a module: its context, and by one scan of its assembly everything that a request or an event is handled by.</summary>
public static class ModuleRegistration
{
    /// <summary>Adds a module whose tables are in <typeparamref name="TContext"/> and whose events are in <paramref name="contracts"/>.</summary>
    public static IServiceCollection AddModule<TContext>(this IServiceCollection services, string name, Assembly contracts)
        where TContext : ModuleDbContext
    {
        var module = new Module(name, typeof(TContext).Assembly, contracts, typeof(TContext));
        services.AddSingleton(module);
        services.AddPooledDbContextFactory<TContext>((provider, options) => options.UseDatabase(
            provider.GetRequiredService<DatabaseTargets>().Of(name), name, provider.GetRequiredService<IOptions<LimitOptions>>().Value));
        services.AddScoped(provider =>
        {
            var context = provider.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContext();
            context.Enter(
                provider.GetRequiredService<CallContext>(), provider.GetRequiredService<Subscriptions>(),
                provider.GetRequiredService<TimeProvider>());
            return context;
        });
        // Not AddHostedService: it keeps one of each type, and each module has a dispatcher of its own.
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Dispatcher>(provider, module));
        Scan(services, module.Assembly);
        return services;
    }

    private static void Scan(IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false }))
        {
            foreach (var face in type.GetInterfaces().Where(face => face.IsGenericType))
            {
                var contract = face.GetGenericTypeDefinition();
                if (contract == typeof(IRequestHandler<,>) || contract == typeof(IValidator<>))
                    services.AddTransient(face, type);
            }
        }

        foreach (var handler in Subscriptions.HandlersIn(assembly).Select(found => found.Handler).Distinct())
            services.AddTransient(handler);
    }
}
