using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

namespace Scim.Modular.Identity.Infrastructure.SignIn;

internal static class SignInConnectionServices
{
    public static void AddSignInConnections(this IServiceCollection services)
    {
        services.AddSingleton<ProviderAddresses>();
        services.AddSingleton<InstallationProvider>();
        services.AddSingleton<OidcHttp>();
        services.AddSingleton<OidcProviders>();
        services.AddSingleton<ProviderTokens>();
        services.AddScoped<ISignInConnectionRepository, SignInConnectionRepository>();
        services.AddScoped<ISignInWays, ConnectionWays>();
    }
}
