using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>One route of the composed service: whose code answers, its methods and path, and who may call it with which scope.</summary>
internal sealed record RunningRoute(string Owner, string Shown, bool IsAnonymous, bool HasPolicy, IReadOnlyList<string> Scopes);

/// <summary>Composes the service as its start does, and asks it for its routes. Nothing is started: no database, no port.</summary>
internal static class RunningRoutes
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<RunningRoute> Of(Solution solution)
    {
        using var app = (IDisposable)(solution.Projects.FirstOrDefault(project => project.Kind == ProjectKind.Host) is { } host
            ? ComposeHost(Assembly.Load(host.Assembly.Assembly.Name.Name))
            : ComposeModules(solution));
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Select(Read).DistinctBy(route => (route.Owner, route.Shown)),
        ];
    }

    private static WebApplication ComposeHost(Assembly host)
    {
        var service = host.GetType("Scim.Modular.Host.Service", throwOnError: true)!;
        var phase = Activator.CreateInstance(host.GetType("Scim.Modular.Host.StartPhase", throwOnError: true)!)!;
        string[] arguments = ["--Data:Directory", Path.GetTempPath()];
        var app = ((WebApplicationBuilder)service.GetMethod("CreateBuilder", Static)!.Invoke(null, [arguments, phase])!).Build();
        host.GetType("Scim.Modular.Host.Pipeline", throwOnError: true)!.GetMethod("UsePipeline", Static)!.Invoke(null, [app]);
        return app;
    }

    private static WebApplication ComposeModules(Solution solution)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.Services.AddPlatform(builder.Configuration);
        var app = builder.Build();
        foreach (var module in solution.Modules)
            module.LoadEntryClass()!.GetMethod("Map" + module.Module, Static)!.Invoke(null, [app]);
        return app;
    }

    private static RunningRoute Read(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
        var path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        var policies = endpoint.Metadata.OfType<IAuthorizeData>().Select(data => data.Policy)
            .Concat(endpoint.Metadata.OfType<AuthorizationPolicy>().Select(_ => "inline"));
        var owner = endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType;
        while (owner?.DeclaringType is { } outer)
            owner = outer;
        return new(
            owner?.FullName ?? "routes", $"{(methods.Count == 0 ? "ANY" : string.Join(',', methods))} {path}",
            endpoint.Metadata.OfType<IAllowAnonymous>().Any(), policies.Any(policy => !string.IsNullOrEmpty(policy)),
            [.. methods.Select(method => AdminScopes.NeededBy(method, endpoint.Metadata.GetMetadata<RequiredScope>())).Distinct(StringComparer.Ordinal)]);
    }
}
