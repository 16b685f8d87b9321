using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Identity.Infrastructure.Users;

internal sealed class UserRepository(IdentityDbContext db) : IUserRepository
{
    public Task<User?> FindForChangeAsync(DirectoryId directory, UserId id, CancellationToken ct) =>
        db.Users.Where(user => user.DirectoryId == directory && user.Id == id && user.DeletedAt == null).ForUpdate().SingleOrDefaultAsync(ct);

    // Two lookups, each by its own index: joined by OR they would be none.
    public async Task<IReadOnlyList<User>> NamesakesAsync(
        DirectoryId directory, string userNameKey, string? externalId, DateTimeOffset deletedSince, CancellationToken ct)
    {
        var mine = db.Users.Where(user => user.DirectoryId == directory);
        var found = mine.Where(user => user.DeletedAt == null && user.UserNameKey == userNameKey)
            .Concat(mine.Where(user => user.DeletedAt > deletedSince && user.UserNameKey == userNameKey));
        if (externalId is not null)
        {
            found = found.Concat(mine.Where(user => user.DeletedAt == null && user.ExternalId == externalId))
                .Concat(mine.Where(user => user.DeletedAt > deletedSince && user.ExternalId == externalId));
        }

        return [.. (await found.ToListAsync(ct)).DistinctBy(user => user.Id)];
    }

    // By the directories, which are few: the indexes of names and addresses begin with them.
    public async Task<IReadOnlyList<User>> BearersForChangeAsync(string addressKey, CancellationToken ct)
    {
        var directories = await db.Directories.Select(directory => directory.Id).ToListAsync(ct);
        var named = await db.Users
            .Where(user => directories.Contains(user.DirectoryId) && user.UserNameKey == addressKey && user.DeletedAt == null)
            .Select(user => user.Id).ToListAsync(ct);
        var addressed = await db.UserEmails
            .Where(email => directories.Contains(email.DirectoryId) && email.ValueKey == addressKey).Select(email => email.UserId).ToListAsync(ct);
        var ids = named.Union(addressed).ToArray();
        var found = await db.Users.Where(user => ids.Contains(user.Id) && user.DeletedAt == null).OrderBy(user => user.Id).ForUpdate().ToListAsync(ct);
        return [.. found.Where(user => user.UserNameKey == addressKey || (user.Email is { } email && CaseFolding.Fold(email) == addressKey))];
    }

    public async Task<IReadOnlySet<UserId>> KnownAsync(DirectoryId directory, IReadOnlyCollection<UserId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return new HashSet<UserId>();
        return (await db.Users
            .Where(user => user.DirectoryId == directory && user.DeletedAt == null && ids.Contains(user.Id))
            .Select(user => user.Id).ToListAsync(ct)).ToHashSet();
    }

    public void Add(User user) => db.Users.Add(user);

    public void IndexEmails(User user, IReadOnlyList<string> before)
    {
        var now = user.EmailKeys;
        db.UserEmails.AddRange(now.Except(before, StringComparer.Ordinal).Select(key => Row(user, key)));
        db.UserEmails.RemoveRange(before.Except(now, StringComparer.Ordinal).Select(key => Row(user, key)));
    }

    private static UserEmail Row(User user, string key) => new(user.OrganizationId, user.Id, user.DirectoryId, key);
}
