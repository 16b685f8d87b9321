using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Operators;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Operators;

internal sealed class ListAdminKeysHandler(IdentityDbContext db) : IQueryHandler<ListAdminKeys, Page<AdminKeyView>>
{
    public async Task<Page<AdminKeyView>> Handle(ListAdminKeys query, CancellationToken ct)
    {
        var rows = db.AdminKeys.AsNoTracking();
        if (query.Page.Key<Guid>() is { } after)
            rows = rows.Where(row => row.Id.CompareTo(after) > 0);

        var found = await rows.OrderBy(row => row.Id).Take(query.Page.Limit + 1).ToListAsync(ct);
        return query.Page.Of<AdminKeyView>(
            [.. found.Select(key => new AdminKeyView(
                key.Id, key.Name, key.Prefix, key.Scopes.Split(' '), key.OrganizationId, key.CreatedAt, key.ExpiresAt, key.RevokedAt,
                key.LastUsedAt))],
            key => key.Id);
    }
}
