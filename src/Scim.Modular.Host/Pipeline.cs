using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;
using Scim.Modular.WebConsole;
using Scim.Modular.Identity;
using Scim.Modular.Licensing;
using Scim.Modular.Oversight;
using Scim.Modular.Platform;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Teams;

namespace Scim.Modular.Host;

/// <summary>What a request goes through, in order.</summary>
internal static class Pipeline
{
    public static void AddPipeline(this IServiceCollection services)
    {
        // A property is called in messages what it is called in the body.
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => member is null ? null : JsonNamingPolicy.CamelCase.ConvertName(member.Name);
        services.AddRequestTimeouts();
        services.AddOptions<RequestTimeoutOptions>().Configure<IOptions<LimitOptions>>((options, limits) =>
            options.DefaultPolicy = new RequestTimeoutPolicy
            {
                Timeout = limits.Value.RequestTimeout,
                TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
                WriteTimeoutResponse = context =>
                {
                    context.Response.Headers.RetryAfter = "5";
                    return Task.CompletedTask;
                },
            });
        // A body that can't be read is said in words in every environment, not only while developing.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOptions<JsonOptions>().Configure<IOptions<LimitOptions>>((json, limits) =>
        {
            var options = json.SerializerOptions;
            options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.AllowDuplicateProperties = false;
            options.NumberHandling = JsonNumberHandling.Strict;
            options.MaxDepth = limits.Value.JsonDepth;
            options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
    }

    public static void UsePipeline(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseOversight();
        app.UseErrorResponses();
        app.UseNotReadyWhileStopping();
        app.UseApiPages();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseConsole();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAdminMutations();

        app.MapIdentity();
        app.MapLicensing();
        app.MapTeams();
        app.MapOversight();
        app.MapConsole();
        app.MapPlatform();
        app.MapApiDescription();
    }

    // A balancer that asks over a connection it has kept learns at once that this process is going.
    private static void UseNotReadyWhileStopping(this WebApplication app) => app.Use((context, next) =>
        app.Lifetime.ApplicationStopping.IsCancellationRequested && context.Request.Path == "/health/ready"
            ? ErrorResponses.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "stopping", "The service is stopping.")
            : next(context));
}
