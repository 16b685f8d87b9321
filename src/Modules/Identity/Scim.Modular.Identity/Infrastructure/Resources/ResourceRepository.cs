using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Resources;

internal sealed class ResourceRepository(IdentityDbContext db) : IResourceRepository
{
    public Task<Resource?> FindForChangeAsync(DirectoryId directory, string type, ResourceId id, CancellationToken ct) =>
        db.Resources.Where(row => row.DirectoryId == directory && row.Type == type && row.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<ResourceId?> HolderOfExternalIdAsync(DirectoryId directory, string type, string externalId, CancellationToken ct) =>
        db.Resources.Where(row => row.DirectoryId == directory && row.Type == type && row.ExternalId == externalId)
            .Select(row => (ResourceId?)row.Id).SingleOrDefaultAsync(ct);

    public void Add(Resource resource) => db.Resources.Add(resource);

    public void Remove(Resource resource) => db.Resources.Remove(resource);
}

internal sealed class UniqueValueRepository(IdentityDbContext db) : IUniqueValueRepository
{
    public async Task<IReadOnlyList<UniqueValue>> OfAsync(Guid resource, CancellationToken ct) =>
        await db.UniqueValues.Where(row => row.ResourceId == resource).ToListAsync(ct);

    public async Task<UniqueValue?> TakenAsync(
        DirectoryId directory, string type, Guid resource, IReadOnlyCollection<(string Path, string ValueKey)> values, CancellationToken ct)
    {
        var (paths, keys) = (values.Select(value => value.Path).Distinct().ToArray(), values.Select(value => value.ValueKey).Distinct().ToArray());
        var found = await db.UniqueValues.AsNoTracking()
            .Where(row => row.DirectoryId == directory && row.Type == type && row.ResourceId != resource
                && paths.Contains(row.Path) && keys.Contains(row.ValueKey))
            .ToListAsync(ct);
        return found.FirstOrDefault(row => values.Contains((row.Path, row.ValueKey)));
    }

    public void Add(UniqueValue value) => db.UniqueValues.Add(value);

    public void Remove(UniqueValue value) => db.UniqueValues.Remove(value);
}
