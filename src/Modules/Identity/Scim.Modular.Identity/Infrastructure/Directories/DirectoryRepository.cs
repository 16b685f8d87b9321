using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Databases;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class DirectoryRepository(IdentityDbContext db) : IDirectoryRepository
{
    public Task<Directory?> FindAsync(DirectoryId id, CancellationToken ct) =>
        db.Directories.Where(directory => directory.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public void Add(Directory directory) => db.Directories.Add(directory);

    public Task<DirectoryToken?> FindTokenAsync(DirectoryId directory, Guid id, CancellationToken ct) =>
        db.Tokens.Where(token => token.DirectoryId == directory && token.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public void Add(DirectoryToken token) => db.Tokens.Add(token);

    public Task RemoveAsync(Directory directory, CancellationToken ct) => Removal.RunAsync(async () =>
    {
        var (id, users, groups) = (directory.Id, db.Users, db.Groups);
        await db.Requests.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.ConformanceRuns.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.UserLicenses.Where(row => users.Any(user => user.Id == row.UserId && user.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.UserTeams.Where(row => users.Any(user => user.Id == row.UserId && user.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.MappingCopies.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.UniqueValues.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.Resources.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.GroupAncestors.Where(row => groups.Any(group => group.Id == row.GroupId && group.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.NestedGroups.Where(row => groups.Any(group => group.Id == row.GroupId && group.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.GroupMembers.Where(row => groups.Any(group => group.Id == row.GroupId && group.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.ParkedMembers.Where(row => groups.Any(group => group.Id == row.GroupId && group.DirectoryId == id)).ExecuteDeleteAsync(ct);
        await db.Groups.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.UserEmails.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.Users.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.Tokens.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.DirectoryAlerts.Where(row => row.DirectoryId == id).ExecuteDeleteAsync(ct);
        await db.Directories.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
        // The rows are gone; the aggregates stay in sight for what they have to say.
        db.Entry(directory).State = EntityState.Unchanged;
        foreach (var alert in db.ChangeTracker.Entries<DirectoryAlert>())
            alert.State = EntityState.Unchanged;
    });

    public async Task NoteUsesAsync(IReadOnlyCollection<TokenUse> uses, CancellationToken ct)
    {
        foreach (var minute in uses.GroupBy(use => use.At))
        {
            var at = minute.Key;
            var organizations = minute.Select(use => use.Organization).Distinct().ToArray();
            var tokens = minute.Select(use => use.Token).ToArray();
            await db.Tokens.IgnoreQueryFilters()
                .Where(token => organizations.Contains(token.OrganizationId) && tokens.Contains(token.Id)
                    && (token.LastUsedAt == null || token.LastUsedAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(token => token.LastUsedAt, at), ct);
        }
    }
}
