using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.SignIn;

internal sealed class GetSignInConnectionHandler(IdentityDbContext db) : IQueryHandler<GetSignInConnection, SignInConnectionView?>
{
    public async Task<SignInConnectionView?> Handle(GetSignInConnection query, CancellationToken ct) =>
        await db.SignInConnections.AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id, ct) is { } found ? SignInConnectionView.Of(found) : null;
}

internal sealed class ListSignInConnectionsHandler(IdentityDbContext db) : IQueryHandler<ListSignInConnections, Page<SignInConnectionView>>
{
    public async Task<Page<SignInConnectionView>> Handle(ListSignInConnections query, CancellationToken ct)
    {
        var rows = db.SignInConnections.AsNoTracking();
        if (query.Page.Key<Guid>() is { } key)
        {
            var after = new SignInConnectionId(key);
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        }

        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1).ToListAsync(ct);
        return query.Page.Of<SignInConnectionView>([.. found.Select(SignInConnectionView.Of)], connection => connection.Id);
    }
}

/// <summary>Nobody is signed in yet, so no organization is entered: the connection says which one it is.</summary>
internal sealed class FindUsableConnectionHandler(IdentityDbContext db, SealingKey sealing, ILogger<FindUsableConnectionHandler> log)
    : IQueryHandler<FindUsableConnection, UsableConnection?>
{
    public async Task<UsableConnection?> Handle(FindUsableConnection query, CancellationToken ct)
    {
        var found = await db.SignInConnections.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(row => row.Id == query.Id && row.Enabled, ct);
        if (found is null)
            return null;
        if (found.Kind != SignInKinds.Oidc)
            return new(found.OrganizationId, SignInConnectionView.Of(found), null);
        try
        {
            var secret = found.ClientSecret is { } stored ? sealing.Open(stored, SignInConnectionRules.PlaceOf(found.Id)) : null;
            return new(found.OrganizationId, SignInConnectionView.Of(found), new OidcClient(found.Issuer, found.ClientId!, secret, IsOurs: false));
        }
        catch (Exception failure) when (failure is CryptographicException or IOException)
        {
            log.LogError("The secret of the sign-in connection {Connection} was sealed with another key than {Setting}", found.Id, SealingKey.Setting);
            return null;
        }
    }
}

internal sealed class ListUsableConnectionsHandler(IdentityDbContext db)
    : IQueryHandler<ListUsableConnections, IReadOnlyList<OfferedConnection>>
{
    public async Task<IReadOnlyList<OfferedConnection>> Handle(ListUsableConnections query, CancellationToken ct) =>
        await db.SignInConnections.IgnoreQueryFilters().Where(row => row.OrganizationId == query.Organization && row.Enabled)
            .OrderBy(row => row.Id).Select(row => new OfferedConnection(row.Id, row.Name)).ToListAsync(ct);
}

internal sealed class FindConnectionProviderHandler(IdentityDbContext db) : IQueryHandler<FindConnectionProvider, ConnectionProvider?>
{
    public Task<ConnectionProvider?> Handle(FindConnectionProvider query, CancellationToken ct) =>
        db.SignInConnections.IgnoreQueryFilters().Where(row => row.Id == query.Id && row.Kind == SignInKinds.Oidc)
            .Select(row => new ConnectionProvider(row.OrganizationId, new OidcClient(row.Issuer, row.ClientId!, null, false))).SingleOrDefaultAsync(ct);
}

internal sealed class FindOwnerOfConnectionHandler(IdentityDbContext db) : IQueryHandler<FindOwnerOfConnection, OrganizationId>
{
    public Task<OrganizationId> Handle(FindOwnerOfConnection query, CancellationToken ct) =>
        db.SignInConnections.IgnoreQueryFilters().Where(row => row.Id == query.Id).Select(row => row.OrganizationId).SingleOrDefaultAsync(ct);
}
