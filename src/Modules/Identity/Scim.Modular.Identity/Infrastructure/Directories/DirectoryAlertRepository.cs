using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Databases;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class DirectoryAlertRepository(IdentityDbContext db) : IDirectoryAlertRepository
{
    public async Task<IReadOnlyDictionary<DirectoryId, Directory>> DirectoriesAsync(IReadOnlyCollection<DirectoryId> ids, CancellationToken ct) =>
        await db.Directories.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    public async Task<IReadOnlyList<DirectoryAlert>> OpenAsync(IReadOnlyCollection<DirectoryId> directories, CancellationToken ct) =>
        await db.DirectoryAlerts.Where(row => directories.Contains(row.DirectoryId)).OrderBy(row => row.RaisedAt).ForUpdate().ToListAsync(ct);

    public void Add(DirectoryAlert alert) => db.DirectoryAlerts.Add(alert);

    public void Remove(DirectoryAlert alert) => db.DirectoryAlerts.Remove(alert);
}
