using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.WebConsole.Parts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.WebConsole;

/// <summary>The web console: the frame around the pages of the modules.</summary>
public static class ConsoleServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddSingleton<ConsoleModules>();
        return services;
    }

    /// <summary>
    /// Lets a request to a page in, or leads it to the sign-in; enters the organization of the address. Between authentication and
    /// authorization.
    /// </summary>
    public static IApplicationBuilder UseConsole(this IApplicationBuilder app) => app.Use(EnterAsync);

    /// <summary>Maps the pages of all modules.</summary>
    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapGet("/", Start).AllowAnonymous().ExcludeFromDescription();
        routes.MapFallback(ConsoleAddress.Root + "/{**page}", NoPageAsync).RequireAuthorization(Policies.Admin);
        routes.MapRazorComponents<Shell>()
            .AddAdditionalAssemblies(routes.ServiceProvider.GetRequiredService<ConsoleModules>().Assemblies)
            .RequireAuthorization(Policies.Admin)
            // A form of another site is refused by where it comes from: no page needs a token of its own.
            .DisableAntiforgery()
            .Add(page =>
            {
                if (page.Metadata.OfType<ConsoleScopeAttribute>().FirstOrDefault() is { } needed)
                    page.Metadata.Add(new RequiredScope(needed.Scope));
                if (page.Metadata.OfType<ConsoleFreshSignInAttribute>().Any())
                    page.Metadata.Add(new FreshSignIn { IsAskedByForms = true });
            });
    }

    private static RedirectHttpResult Start(HttpContext http) =>
        TypedResults.Redirect(http.Features.Get<Credential>() is { Kind: CredentialKind.Person } ? ConsoleAddress.Own : ConsoleAddress.Root);

    private static Task NoPageAsync(HttpContext http) => PlainPage.WriteAsync(
        http, StatusCodes.Status404NotFound, "There is no such page", "It may have been deleted, or its address is mistyped.", ConsoleAddress.Root);

    private static string SignInAddress(HttpContext http) =>
        "/sign-in?returnUrl=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);

    private static async Task EnterAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments(ConsoleAddress.Root, StringComparison.Ordinal) || http.GetEndpoint() is null)
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        if (http.Features.Get<Credential>() is { Kind: CredentialKind.Person })
        {
            await PlainPage.WriteAsync(
                http, StatusCodes.Status403Forbidden, "This is for administrators", "You are signed in to your own page.", ConsoleAddress.Own);
            return;
        }

        if (http.Features.Get<Credential>() is not { Kind: CredentialKind.Admin } credential)
        {
            http.Response.Redirect(SignInAddress(http));
            return;
        }

        var services = http.RequestServices;
        var organization = default(SharedKernel.OrganizationId);
        string? name = null;
        if (http.GetRouteValue("Org") is string given)
        {
            var lookup = services.GetRequiredService<IOrganizationLookup>();
            var found = await lookup.FindAsync(given, http.RequestAborted);
            if (found is not { } known || (credential.Organization != default && credential.Organization != known))
            {
                await PlainPage.WriteAsync(
                    http, StatusCodes.Status404NotFound, "There is no such organization",
                    "Its address may have changed, or it belongs to others.", ConsoleAddress.Root);
                return;
            }

            services.GetRequiredService<CallContext>().Enter(organization = known);
            name = await lookup.NameOfAsync(given, http.RequestAborted);
        }

        if (credential.Organization != default && http.Request.Path == ConsoleAddress.Root)
        {
            http.Response.Redirect(ConsoleAddress.Of(credential.Organization.ToString(), ""));
            return;
        }

        if (AdminScopes.RefusalOf(http) is var (_, detail))
        {
            await PlainPage.WriteAsync(http, StatusCodes.Status403Forbidden, "This is not yours to do", detail, ConsoleAddress.Root);
            return;
        }

        http.Features.Set(new ConsolePlace(
            organization, name, credential.Scopes, http.User.FindFirst(ConsolePrincipal.Name)?.Value ?? "admin key", credential.Organization == default,
            FreshSignIn.IsMissing(http, http.GetEndpoint()!, credential)
                && (HttpMethods.IsPost(http.Request.Method) || AdminScopes.Allow(credential.Scopes, AdminScopes.Write))));
        await next(http);
    }
}

/// <summary>The assemblies with pages.</summary>
public sealed class ConsoleModules(ModuleCatalog modules)
{
    /// <summary>Those of the modules.</summary>
    public Assembly[] Assemblies { get; } = [.. modules.All.Select(module => module.Assembly)];
}
