using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Groups;

internal sealed class GetGroupHandler(IdentityDbContext db) : IQueryHandler<GetGroup, StoredGroup?>
{
    public async Task<StoredGroup?> Handle(GetGroup query, CancellationToken ct)
    {
        var group = await db.Groups.AsNoTracking()
            .Where(row => row.DirectoryId == query.Directory && row.Id == query.Id)
            .Select(row => new { row.Document, row.CreatedAt, row.LastModifiedAt, row.Version })
            .SingleOrDefaultAsync(ct);
        if (group is null)
            return null;
        var members = query.WithMembers ? await MembersOfGroups.LoadAsync(db, [query.Id], ct) : MembersOfGroups.None;
        return new(
            new StoredResource(query.Id.Value, group.Document, group.CreatedAt, group.LastModifiedAt, group.Version), [.. members[query.Id]]);
    }
}

internal sealed class SearchGroupsHandler(IdentityDbContext db) : IQueryHandler<SearchGroups, FoundResources<StoredGroup>>
{
    public async Task<FoundResources<StoredGroup>> Handle(SearchGroups query, CancellationToken ct)
    {
        var rows = query.Filter is { } filter
            ? new ResourceSearch(db).Matching(db.Groups, query.Directory, filter, ResourceTables.Groups, query.Location, "groups")
            : db.Groups;
        var matching = rows.AsNoTracking().Where(row => row.DirectoryId == query.Directory);
        var found = await ResourceSearch.PageAsync(
            matching.Select(row => new Row(row.Id, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version)),
            matching.OrderBy(row => row.Id).Select(row => new Row(row.Id, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version)),
            query.Page, ct);
        var members = query.WithMembers && found.Page.Count > 0
            ? await MembersOfGroups.LoadAsync(db, [.. found.Page.Select(row => row.Id)], ct)
            : MembersOfGroups.None;
        return new(found.Total, [.. found.Page.Select(row => new StoredGroup(
            new StoredResource(row.Id.Value, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version), [.. members[row.Id]]))]);
    }

    private sealed record Row(GroupId Id, string Document, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Version);
}

/// <summary>The members of all groups of a page, in one query. A deleted user is no member, an inactive one is.</summary>
internal static class MembersOfGroups
{
    public static ILookup<GroupId, MemberOfGroup> None { get; } = Array.Empty<GroupId>().ToLookup(id => id, _ => (MemberOfGroup)null!);

    public static async Task<ILookup<GroupId, MemberOfGroup>> LoadAsync(IdentityDbContext db, GroupId[] groups, CancellationToken ct)
    {
        var found = await (
            from member in db.GroupMembers
            join user in db.Users on member.UserId equals user.Id
            where groups.Contains(member.GroupId) && user.DeletedAt == null
            orderby member.GroupId, member.UserId
            select new { member.GroupId, user.Id, Display = user.DisplayName ?? user.UserName }).AsNoTracking().ToListAsync(ct);
        return found.ToLookup(row => row.GroupId, row => new MemberOfGroup(row.Id, row.Display));
    }
}
