using Microsoft.AspNetCore.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.WebConsole;

/// <summary>Where in the console a request is, and for whom.</summary>
/// <param name="Organization">The organization of the address; none on pages of the installation.</param>
/// <param name="OrganizationName">What it is called.</param>
/// <param name="Scopes">What who is signed in may do.</param>
/// <param name="Name">Who is signed in.</param>
/// <param name="IsOfInstallation">Whether who is signed in may see all organizations.</param>
/// <param name="MustSignInAgain">Whether the forms of this page want a fresher sign-in than there is: what they send changes nothing.</param>
public sealed record ConsolePlace(
    OrganizationId Organization, string? OrganizationName, IReadOnlyCollection<string> Scopes, string Name, bool IsOfInstallation, bool MustSignInAgain)
{
    /// <summary>Whether this is allowed: what is not is not offered.</summary>
    public bool May(string scope) => AdminScopes.Allow(Scopes, scope);

    /// <summary>The place of a request.</summary>
    public static ConsolePlace Of(HttpContext http) => http.Features.Get<ConsolePlace>()
        ?? throw new InvalidOperationException("This request is none to the console.");
}
