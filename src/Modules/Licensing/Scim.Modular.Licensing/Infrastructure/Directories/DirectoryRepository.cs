using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Directories;

namespace Scim.Modular.Licensing.Infrastructure.Directories;

internal sealed class DirectoryRepository(LicensingDbContext db) : IDirectoryRepository
{
    public async Task<SourceDirectory?> FindAsync(DirectoryId id, CancellationToken ct) =>
        await db.Directories.FindAsync([db.CurrentOrganization, id], ct);

    public async Task<SourceDirectory> KnowAsync(DirectoryId id, CancellationToken ct)
    {
        if (await FindAsync(id, ct) is { } known)
            return known;
        var directory = new SourceDirectory(db.CurrentOrganization, id);
        db.Directories.Add(directory);
        return directory;
    }

    public async Task<IReadOnlyDictionary<DirectoryId, SourceDirectory>> OfAsync(IReadOnlyCollection<DirectoryId> ids, CancellationToken ct)
    {
        if (ids.Count == 1)
            return await FindAsync(ids.First(), ct) is { } one ? new Dictionary<DirectoryId, SourceDirectory> { [one.Id] = one } : [];
        return await db.Directories.Where(directory => ids.Contains(directory.Id)).ToDictionaryAsync(directory => directory.Id, ct);
    }

    public void Remove(SourceDirectory directory) => db.Directories.Remove(directory);

    public Task<int> CountPeopleAsync(DirectoryId id, CancellationToken ct) =>
        db.People.CountAsync(person => person.DirectoryId == id && person.Active, ct);
}
