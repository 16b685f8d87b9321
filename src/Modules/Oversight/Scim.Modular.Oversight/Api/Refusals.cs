using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Api;

/// <summary>
/// Notes changes that were refused, whoever refused them, when the answer is made already. The audit log has them a
/// moment later; whatever fails here, the answer stays.
/// </summary>
internal static class Refusals
{
    public static void UseRefusals(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (IsRefusedChange(context))
            await NoteAsync(context);
    });

    private static bool IsRefusedChange(HttpContext context) =>
        context.Response.StatusCode is >= 400 and < 500
        && context.GetEndpoint() is RouteEndpoint endpoint && AdminMutations.IsMutation(endpoint, context.Request.Method)
        && context.User.Identity?.IsAuthenticated == true
        // Who only asked what would happen was told.
        && !context.Response.Headers.ContainsKey(AdminMutations.DryRunHeader);

    private static async Task NoteAsync(HttpContext context)
    {
        try
        {
            var services = context.RequestServices;
            var call = services.GetRequiredService<CallContext>();
            var organization = call.Organization;
            // A body that can't be read is refused before the organization is entered.
            if (organization == default && context.Request.RouteValues["org"] is string given)
            {
                if (await services.GetRequiredService<IOrganizationLookup>().FindAsync(given, CancellationToken.None) is not { } found)
                    return;
                organization = found;
            }

            var route = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText ?? "";
            services.GetRequiredService<RefusalQueue>().Add(new Refusal(
                organization, call.Actor, call.RequestId, context.Request.Method, route, context.Response.StatusCode, Problems.CodeOf(context),
                services.GetRequiredService<TimeProvider>().Now()));
        }
        catch (Exception failure)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Refusals))
                .LogWarning(failure, "A refused request could not be noted for the audit log");
        }
    }
}
