using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Identity.Infrastructure.Conformance;
using Scim.Modular.Identity.Infrastructure.Directories;
using Scim.Modular.Identity.Infrastructure.Operators;
using Scim.Modular.Identity.Infrastructure.Organizations;
using Scim.Modular.Identity.Infrastructure.People;
using Scim.Modular.Identity.Infrastructure.Provisioning;
using Scim.Modular.Identity.Infrastructure.SignIn;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Infrastructure;

internal static class AdministrationServices
{
    public static void AddAdministration(this IServiceCollection services)
    {
        services.AddScoped<IOrganizationRepository, OrganizationRepository>();
        services.AddScoped<IDirectoryRepository, DirectoryRepository>();
        services.AddScoped<IDirectoryAlertRepository, DirectoryAlertRepository>();
        services.AddOptions<AlertOptions>().BindConfiguration("Alerts");
        services.AddSingleton<IWatcher, DirectoryWatch>();
        services.AddScoped<IAdminKeyRepository, AdminKeyRepository>();
        services.AddScoped<IAdministratorRepository, AdministratorRepository>();
        services.AddScoped<ISessionRepository, SessionRepository>();
        services.AddScoped<SignInAttempts>();
        services.AddScoped<IRequestRepository, RequestRepository>();
        services.AddScoped<IConformanceRunRepository, ConformanceRunRepository>();
        services.AddScoped<ICopyRepository, CopyRepository>();
        services.AddScoped<IForgottenUsers, ForgottenUsers>();

        services.AddSignInConnections();

        services.AddSingleton<TokenUses>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<Sessions>());
        services.AddSingleton(provider => new FirstOwners(provider.GetRequiredService<IConfiguration>()["Admin:Emails"]));
        services.AddSingleton<Access>();
        services.AddSingleton<ICredentialStore>(provider => provider.GetRequiredService<Access>());
        services.AddSingleton<IOrganizationLookup>(provider => provider.GetRequiredService<Access>());
        services.AddSingleton<IAccessMemory>(provider => provider.GetRequiredService<Access>());
        services.AddSingleton<ProvisioningLog>();
        services.AddSingleton<IProvisioningLog>(provider => provider.GetRequiredService<ProvisioningLog>());

        services.AddHostedService<TokenUseWriter>();
        services.AddHostedService<ProvisioningLogWriter>();
        services.AddHostedService<OldRequests>();
        services.AddHostedService<OldSessions>();
        services.AddHostedService<Forgetting>();
    }
}
