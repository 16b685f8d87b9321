using Microsoft.AspNetCore.WebUtilities;
using MediatR;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Infrastructure.SignIn;

/// <summary>Offers the installation's provider, and the connections of an organization.</summary>
internal sealed class ConnectionWays(IMediator mediator, InstallationProvider installation, IOrganizationLookup organizations) : ISignInWays
{
    public async Task<IReadOnlyList<SignInWay>> OfAsync(string? organization, string returnUrl, CancellationToken ct)
    {
        if (organization is null)
        {
            List<SignInWay> ways = [];
            if (installation.Client is { } client)
                ways.Add(new($"Sign in with {new Uri(client.Authority).Host}", QueryHelpers.AddQueryString("/sign-in/oidc", "returnUrl", returnUrl)));
            if (installation.Saml is { } saml)
                ways.Add(new($"Sign in with {new Uri(saml.SsoUrl!).Host}", QueryHelpers.AddQueryString("/sign-in/saml", "returnUrl", returnUrl)));
            return ways;
        }

        if (await organizations.FindAsync(organization, ct) is not { } found)
            return [];
        var connections = await mediator.Send(new ListUsableConnections(found), ct);
        return [.. connections.Select(connection => new SignInWay(
            $"Sign in with {connection.Name}", QueryHelpers.AddQueryString($"/sign-in/connections/{connection.Id}", "returnUrl", returnUrl)))];
    }
}
