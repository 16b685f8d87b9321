using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Scim.Modular.WebConsole;
using Scim.Modular.Identity.Api.Admin;
using Scim.Modular.Identity.Api.Configuration;
using Scim.Modular.Identity.Api.Conformance;
using Scim.Modular.Identity.Api.Console;
using Scim.Modular.Identity.Api.Scim;
using Scim.Modular.Identity.Api.SignIn;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.Identity.Infrastructure.Groups;
using Scim.Modular.Identity.Infrastructure.Resources;
using Scim.Modular.Identity.Infrastructure.Schemas;
using Scim.Modular.Identity.Infrastructure.Users;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity;

/// <summary>The facts: organizations, directories and their tokens, users and groups as identity providers push them.</summary>
public static class IdentityModule
{
    /// <summary>Adds the module.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddModule<IdentityDbContext>(IdentityDbContext.Name, typeof(UserCreated).Assembly);
        services.AddScoped<IUserRepository, UserRepository>();
        services.AddScoped<IGroupRepository, GroupRepository>();
        services.AddScoped<IGroupMemberRepository, GroupMemberRepository>();
        services.AddScoped<INestingRepository, NestingRepository>();
        services.AddScoped<IResourceRepository, ResourceRepository>();
        services.AddScoped<IUniqueValueRepository, UniqueValueRepository>();
        services.AddScoped<ISchemaRepository, SchemaRepository>();
        services.AddScoped<UserChange>();
        services.AddScoped<GroupChange>();
        services.AddScoped<GroupNesting>();
        services.AddScoped<ResourceChange>();
        services.AddScoped<UniqueValues>();
        services.AddSingleton<PagePlaces>();
        services.AddSingleton<IResourceCatalogs, ResourceCatalogs>();
        services.AddScoped<GroupMembership>();
        services.TryAddSingleton<PublicAddress>();
        services.AddAdministration();
        services.AddSingleton<ConformanceRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ConformanceRunner>());
        services.AddSingleton<RequestReplay>();
        services.AddSingleton<AttemptCookie>();
        services.AddScoped<ConnectionSignIn>();
        services.AddScoped<BackChannelLogout>();
        services.AddScoped<IConfigurationPart, DirectoriesConfiguration>();
        services.AddPlaces();
        services.AddConsolePanel<ApiKeysPanel>(ConsolePages.Team, 10);
        return services;
    }

    private static void AddPlaces(this IServiceCollection services)
    {
        services.AddConsoleSection("Overview", "", 0);
        services.AddConsoleSection("People", "people", 10);
        services.AddConsoleSection("Groups", "groups", 20);
        services.AddConsoleSection("Directory sync", "settings/organization/dsync", 50, "Connection");
        services.AddConsoleSection("Provisioning log", "log", 60, "Connection");
        services.AddConsoleSection("Settings", "settings", 110, "Oversight");
        services.AddConsoleSection("Administrators", "settings/administrators", 120, "Access", AdminScopes.Owner);
        services.AddConsoleSection("Sign-in", "settings/sign-in", 130, "Access", AdminScopes.Owner);
        services.AddSingleton(new InstallationSection("Jobs", "jobs", 10));
        services.AddSingleton(new InstallationSection("Administrators", "administrators", 20));
        services.AddSingleton(new InstallationSection("Admin keys", "keys", 30));
        services.AddSingleton(new InstallationSection("Sign-in", "sign-in", 40));
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapScim();
        routes.MapAdministration();
        routes.MapSignIn();
        routes.MapConnectionSignIn();
        BackChannelLogout.Map(routes);
        routes.MapOwnPage();
        return routes;
    }

    /// <summary>
    /// Sees to it that the installation has an admin key: the configured one, or a first one that is made. Answers the key that was made,
    /// to be shown once; null when none had to be.
    /// </summary>
    public static async Task<string?> EnsureAdminKeyAsync(this IServiceProvider services, string? configured, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        if (!string.IsNullOrEmpty(configured))
        {
            await mediator.Send(new AcceptConfiguredKey(SecretToken.Hash(configured)), ct);
            return null;
        }

        var made = SecretToken.Create(SecretToken.Admin);
        return (await mediator.Send(new MakeFirstKey(SecretToken.Hash(made)), ct)).Value.Kept ? made : null;
    }

    /// <summary>Throws at the first setting of the module that is wrong.</summary>
    public static void CheckIdentity(this IServiceProvider services)
    {
        if (services.GetRequiredService<FirstOwners>().Wrong is { } wrong)
            throw new SettingException("Admin__Emails", $"'{wrong}' is no e-mail address. Write them with commas between.");
        _ = services.GetRequiredService<InstallationProvider>();
        var silence = services.GetRequiredService<IOptions<AlertOptions>>().Value.SilentAfter;
        if (silence < AlertOptions.ShortestSilence || silence > AlertOptions.LongestSilence)
        {
            throw new SettingException("Alerts__SilentAfter", string.Create(
                CultureInfo.InvariantCulture,
                $"{silence:c} is not a time from {AlertOptions.ShortestSilence:c} to {AlertOptions.LongestSilence:c}. Write 2.00:00:00 for two days."));
        }
    }

    /// <summary>
    /// Makes a link that signs an administrator in, once, when the installation has none yet. Answers its code, to be shown once; null when
    /// nobody needs one.
    /// </summary>
    public static async Task<string?> EnsureFirstSignInAsync(this IServiceProvider services, CancellationToken ct) =>
        (await LinkAsync(services, new MakeSignInLink(Organization: null, Email: null, OnlyForTheFirst: true), ct)).Secret;

    /// <summary>
    /// Makes such a link for an administrator of the installation or of an organization; for the owner that every installation can have, when
    /// no address is given. Throws <see cref="SettingException"/> when there is no such administrator.
    /// </summary>
    public static async Task<string> MakeSignInLinkAsync(this IServiceProvider services, string? organization, string? email, CancellationToken ct) =>
        (await LinkAsync(services, new MakeSignInLink(organization, email, OnlyForTheFirst: false), ct)).Secret!;

    private static async Task<NewSignInLink> LinkAsync(IServiceProvider services, MakeSignInLink command, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command, ct);
        return made.Error is { } error ? throw new SettingException("sign-in-link", error.Message) : made.Value;
    }
}
