using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Application.Schemas;
using Scim.Modular.Identity.Infrastructure.Operators;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Schemas;

/// <summary>Remembers the resource types of organizations for two seconds: they change rarely, and every request needs them.</summary>
internal sealed class ResourceCatalogs(IDbContextFactory<IdentityDbContext> contexts, TimeProvider clock) : IResourceCatalogs
{
    private readonly ShortMemory<ResourceCatalog> _known = new(clock);

    public async ValueTask<ResourceCatalog> CurrentAsync(OrganizationId organization, CancellationToken ct) =>
        (await _known.FindAsync(organization.ToString(), async () => await ReadAsync(organization, ct)))!;

    public void Forget() => _known.Forget();

    private async Task<ResourceCatalog> ReadAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var types = await db.ResourceTypes.IgnoreQueryFilters().AsNoTracking()
            .Where(row => row.OrganizationId == organization).OrderBy(row => row.Name).ToListAsync(ct);
        if (types.Count == 0)
            return Catalogs.BuiltIn;
        var schemas = await db.Schemas.IgnoreQueryFilters().AsNoTracking()
            .Where(row => row.OrganizationId == organization).ToListAsync(ct);
        return Catalogs.With(types, schemas);
    }
}
