using MediatR;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Scim.Modular.Identity.Api.Admin;
using Scim.Modular.Identity.Api.Configuration;
using Scim.Modular.Identity.Api.Scim;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.Resources;
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
        services.AddScoped<IConfigurationPart, DirectoriesConfiguration>();
        return services;
    }

    /// <summary>Maps its endpoints.</summary>
    public static IEndpointRouteBuilder MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapScim();
        routes.MapAdministration();
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
}
