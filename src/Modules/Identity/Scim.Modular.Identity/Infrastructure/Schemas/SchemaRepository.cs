using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Schemas;

internal sealed class SchemaRepository(IdentityDbContext db, PagePlaces places) : ISchemaRepository
{
    public Task<Organization?> LockAsync(OrganizationId organization, CancellationToken ct) =>
        db.Organizations.Where(row => row.Id == organization).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<OrganizationSchema?> FindAsync(string urnKey, CancellationToken ct) =>
        db.Schemas.SingleOrDefaultAsync(row => row.UrnKey == urnKey, ct);

    public async Task<IReadOnlyList<OrganizationSchema>> AllAsync(CancellationToken ct) =>
        await db.Schemas.OrderBy(row => row.UrnKey).ToListAsync(ct);

    public Task<OrganizationResourceType?> FindTypeAsync(string name, CancellationToken ct) =>
        db.ResourceTypes.SingleOrDefaultAsync(row => row.Name == name, ct);

    public async Task<IReadOnlyList<OrganizationResourceType>> AllTypesAsync(CancellationToken ct) =>
        await db.ResourceTypes.OrderBy(row => row.Name).ToListAsync(ct);

    public Task<bool> HasValuesAsync(string type, string extension, CancellationToken ct) =>
        new ResourceSearch(db, places).HasValuesAsync(type, extension, ct);

    public Task<bool> HasResourcesAsync(string type, CancellationToken ct) => db.Resources.AnyAsync(row => row.Type == type, ct);

    public void Add(OrganizationSchema schema) => db.Schemas.Add(schema);

    public void Add(OrganizationResourceType type) => db.ResourceTypes.Add(type);

    public void Remove(OrganizationSchema schema) => db.Schemas.Remove(schema);

    public void Remove(OrganizationResourceType type) => db.ResourceTypes.Remove(type);
}
