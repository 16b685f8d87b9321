using Microsoft.EntityFrameworkCore;
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

    public async Task<int> CountRemovalsAsync(
        DirectoryId id, int removals, DateTimeOffset now, DateTimeOffset since, CancellationToken ct)
    {
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        var counts = await db.RemovalCounts.Where(count => count.DirectoryId == id).ToListAsync(ct);
        var current = counts.Find(count => count.Minute == minute);
        if (current is null)
            db.RemovalCounts.Add(current = new RemovalCount(db.CurrentOrganization, id, minute));
        current.Add(removals);
        db.RemovalCounts.RemoveRange(counts.Where(count => count.Minute <= since));
        return current.Count + counts.Where(count => count != current && count.Minute > since).Sum(count => count.Count);
    }

    public Task ForgetRemovalsAsync(DirectoryId id, CancellationToken ct) =>
        db.RemovalCounts.Where(count => count.DirectoryId == id).ExecuteDeleteAsync(ct);
}
