using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain.Directories;

namespace Scim.Modular.Teams.Infrastructure.Directories;

internal sealed class DirectoryRepository(TeamsDbContext db) : IDirectoryRepository
{
    // One read a batch of events: a directory that is tracked is not read again.
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
}
