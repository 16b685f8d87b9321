using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Users;

internal sealed class GetUserHandler(IdentityDbContext db) : IQueryHandler<GetUser, StoredUser?>
{
    public async Task<StoredUser?> Handle(GetUser query, CancellationToken ct)
    {
        var user = await db.Users.AsNoTracking()
            .Where(row => row.DirectoryId == query.Directory && row.Id == query.Id && row.DeletedAt == null)
            .Select(row => new { row.Document, row.CreatedAt, row.LastModifiedAt, row.Version })
            .SingleOrDefaultAsync(ct);
        if (user is null)
            return null;
        var groups = query.WithGroups ? await GroupsOfUsers.LoadAsync(db, [query.Id], ct) : GroupsOfUsers.None;
        return new(
            new StoredResource(query.Id.Value, user.Document, user.CreatedAt, user.LastModifiedAt, user.Version), [.. groups[query.Id]]);
    }
}

internal sealed class SearchUsersHandler(IdentityDbContext db) : IQueryHandler<SearchUsers, FoundResources<StoredUser>>
{
    public async Task<FoundResources<StoredUser>> Handle(SearchUsers query, CancellationToken ct)
    {
        var rows = query.Filter is { } filter
            ? new ResourceSearch(db).Matching(db.Users, query.Directory, filter, ResourceTables.Users, query.Location, "users")
            : db.Users;
        var matching = rows.AsNoTracking().Where(row => row.DirectoryId == query.Directory && row.DeletedAt == null);
        var found = await ResourceSearch.PageAsync(
            matching.Select(row => new Row(row.Id, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version)),
            matching.OrderBy(row => row.Id).Select(row => new Row(row.Id, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version)),
            query.Page, ct);
        var groups = query.WithGroups && found.Page.Count > 0
            ? await GroupsOfUsers.LoadAsync(db, [.. found.Page.Select(row => row.Id)], ct)
            : GroupsOfUsers.None;
        return new(found.Total, [.. found.Page.Select(row => new StoredUser(
            new StoredResource(row.Id.Value, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version), [.. groups[row.Id]]))]);
    }

    private sealed record Row(UserId Id, string Document, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Version);
}

/// <summary>The groups of all users of a page, in one query.</summary>
internal static class GroupsOfUsers
{
    public static ILookup<UserId, GroupOfUser> None { get; } = Array.Empty<UserId>().ToLookup(id => id, _ => (GroupOfUser)null!);

    public static async Task<ILookup<UserId, GroupOfUser>> LoadAsync(IdentityDbContext db, UserId[] users, CancellationToken ct)
    {
        var found = await (
            from member in db.GroupMembers
            join grp in db.Groups on member.GroupId equals grp.Id
            where users.Contains(member.UserId)
            orderby member.GroupId
            select new { member.UserId, grp.Id, grp.DisplayName }).AsNoTracking().ToListAsync(ct);
        return found.ToLookup(row => row.UserId, row => new GroupOfUser(row.Id, row.DisplayName));
    }
}

internal sealed class GetGroupsOfUserHandler(IdentityDbContext db) : IQueryHandler<GetGroupsOfUser, IReadOnlyList<GroupOfUser>>
{
    public async Task<IReadOnlyList<GroupOfUser>> Handle(GetGroupsOfUser query, CancellationToken ct) =>
        [.. (await GroupsOfUsers.LoadAsync(db, [query.Id], ct))[query.Id]];
}

internal sealed class FindNamesakeHandler(IUserRepository users, TimeProvider clock) : IQueryHandler<FindNamesake, Error?>
{
    public async Task<Error?> Handle(FindNamesake query, CancellationToken ct) => UserNames.Conflict(
        await users.NamesakesAsync(
            query.Directory, FoldedKey.Of(query.Document.UserName, "userName"), query.Document.ExternalId, clock.Now(), ct),
        query.Document);
}
