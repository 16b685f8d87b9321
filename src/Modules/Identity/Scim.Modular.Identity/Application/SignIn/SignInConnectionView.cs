using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.SignIn;

/// <summary>One connection, or null.</summary>
internal sealed record GetSignInConnection(SignInConnectionId Id) : IQuery<SignInConnectionView?>;

/// <summary>The connections of the organization, oldest first.</summary>
internal sealed record ListSignInConnections(PageRequest Page) : IQuery<Page<SignInConnectionView>>;

/// <summary>A connection as administrators see it: without its secret.</summary>
internal sealed record SignInConnectionView(
    SignInConnectionId Id, string Name, string Kind, bool Enabled, string Issuer, string? ClientId, bool HasClientSecret, string? SsoUrl,
    string? Certificates, bool AllowIdpInitiated, bool RequireBothSignatures, string? EmailAttribute, string? NameAttribute, DateTimeOffset CreatedAt,
    long Version)
{
    public static SignInConnectionView Of(SignInConnection connection) => new(
        connection.Id, connection.Name, connection.Kind, connection.Enabled, connection.Issuer, connection.ClientId,
        connection.ClientSecret is not null, connection.SsoUrl, connection.Certificates, connection.AllowIdpInitiated,
        connection.RequireBothSignatures, connection.EmailAttribute, connection.NameAttribute, connection.CreatedAt, connection.Version);
}

/// <summary>
/// A connection that is enabled, of whichever organization, with its secret opened: what a sign-in works with. Null when there is none.
/// </summary>
internal sealed record FindUsableConnection(SignInConnectionId Id) : IQuery<UsableConnection?>;

/// <summary>The OpenID provider of a connection, switched off or not: who came by it may sign out there later. Null when there is none.</summary>
internal sealed record FindConnectionProvider(SignInConnectionId Id) : IQuery<ConnectionProvider?>;

/// <summary>A provider, and whose connection it is. The client's secret is left out.</summary>
internal sealed record ConnectionProvider(OrganizationId Organization, OidcClient Client);

/// <summary>Whose connection it is, enabled or not; none when there is no such connection.</summary>
internal sealed record FindOwnerOfConnection(SignInConnectionId Id) : IQuery<OrganizationId>;

/// <summary>The enabled connections of an organization, by its slug or id.</summary>
internal sealed record ListUsableConnections(OrganizationId Organization) : IQuery<IReadOnlyList<OfferedConnection>>;

internal sealed record OfferedConnection(SignInConnectionId Id, string Name);

/// <summary>What a sign-in works with.</summary>
internal sealed record UsableConnection(OrganizationId Organization, SignInConnectionView View, OidcClient? Oidc);
