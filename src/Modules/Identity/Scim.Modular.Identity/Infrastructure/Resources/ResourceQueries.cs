using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Resources;

internal sealed class GetResourceHandler(IdentityDbContext db, PagePlaces places) : IQueryHandler<GetResource, StoredResource?>
{
    public async Task<StoredResource?> Handle(GetResource query, CancellationToken ct)
    {
        if (await new ResourceSearch(db, places).OneAsync(query, ct) is not { } row)
            return null;
        var references = query.WithReferences ? await References.LoadAsync(db, query.Type.Kind, [row.Id], ct) : References.None;
        var found = References.Join(row, query.Type, references);
        return query.WithLicense && query.Type.ShowsLicense
            ? References.With(found, await LicensesOfUsers.LoadAsync(db, [new UserId(Guid.Parse(row.Id))], ct))
            : found;
    }
}

internal sealed class SearchResourcesHandler(IdentityDbContext db, PagePlaces places) : IQueryHandler<SearchResources, FoundResources>
{
    public async Task<FoundResources> Handle(SearchResources query, CancellationToken ct)
    {
        var (total, rows) = await new ResourceSearch(db, places).FindAsync(query, ct);
        var page = rows.Take(query.Page.Take).ToArray();
        var found = new List<StoredResource>(page.Length);
        var references = new Dictionary<int, ILookup<Guid, ResourceReference>>();
        foreach (var ofType in page.Where(row => query.Types[row.Type].WithReferences).GroupBy(row => row.Type))
            references[ofType.Key] = await References.LoadAsync(db, query.Types[ofType.Key].Type.Kind, [.. ofType.Select(row => row.Id)], ct);
        UserId[] licensed = [.. page.Where(row => query.Types[row.Type] is { WithLicense: true, Type.ShowsLicense: true }).Select(row => new UserId(Guid.Parse(row.Id)))];
        var licenses = licensed.Length > 0 ? await LicensesOfUsers.LoadAsync(db, licensed, ct) : LicensesOfUsers.None;
        foreach (var row in page)
        {
            var one = References.Join(row, query.Types[row.Type].Type, references.GetValueOrDefault(row.Type, References.None));
            found.Add(licenses.Count > 0 ? References.With(one, licenses) : one);
        }

        return new(total, found, rows.Count > page.Length ? new PlaceInList(page[^1].Type, page[^1].Key, page[^1].Id) : null);
    }
}

/// <summary>The groups of users and the members of groups, of a whole page in one statement.</summary>
internal static class References
{
    public static ILookup<Guid, ResourceReference> None { get; } = Array.Empty<Guid>().ToLookup(id => id, _ => (ResourceReference)null!);

    public static StoredResource Join(FoundRow row, ServedType type, ILookup<Guid, ResourceReference> references) => new(
        type, row.Id, row.Document, row.CreatedAt, row.LastModifiedAt, row.Version,
        type.References is null ? [] : [.. references[Guid.Parse(row.Id)]]);

    public static StoredResource With(StoredResource resource, IReadOnlyDictionary<Guid, ShownLicense> licenses) =>
        Guid.TryParse(resource.Id, out var id) && licenses.TryGetValue(id, out var license) ? resource with { License = license } : resource;

    public static Task<ILookup<Guid, ResourceReference>> LoadAsync(
        IdentityDbContext db, ResourceKind kind, IReadOnlyCollection<string> ids, CancellationToken ct) => kind switch
        {
            ResourceKind.User => GroupsOfAsync(db, [.. ids.Select(id => new UserId(Guid.Parse(id)))], ct),
            ResourceKind.Group => MembersOfAsync(db, [.. ids.Select(id => new GroupId(Guid.Parse(id)))], ct),
            _ => Task.FromResult(None),
        };

    // Who is in a group directly and through another is listed as direct alone: that is what can be taken back.
    private static async Task<ILookup<Guid, ResourceReference>> GroupsOfAsync(IdentityDbContext db, UserId[] users, CancellationToken ct)
    {
        var direct =
            from member in db.GroupMembers
            join found in db.Groups on member.GroupId equals found.Id
            where users.Contains(member.UserId)
            select new { member.UserId, found.Id, found.DisplayName, IsIndirect = false };
        var indirect =
            from member in db.GroupMembers
            join above in db.GroupAncestors on member.GroupId equals above.GroupId
            join found in db.Groups on above.AncestorId equals found.Id
            where users.Contains(member.UserId)
            select new { member.UserId, found.Id, found.DisplayName, IsIndirect = true };
        var rows = await direct.Concat(indirect).AsNoTracking().ToListAsync(ct);
        return rows.GroupBy(row => (row.UserId, row.Id)).Select(same => same.MinBy(row => row.IsIndirect)!)
            .OrderBy(row => row.IsIndirect).ThenBy(row => row.Id)
            .ToLookup(row => row.UserId.Value, row => new ResourceReference(row.Id.Value, "/Groups", row.DisplayName, row.IsIndirect ? "indirect" : "direct"));
    }

    // A deleted user is no member, an inactive one is.
    private static async Task<ILookup<Guid, ResourceReference>> MembersOfAsync(IdentityDbContext db, GroupId[] groups, CancellationToken ct)
    {
        var users =
            from member in db.GroupMembers
            join user in db.Users on member.UserId equals user.Id
            where groups.Contains(member.GroupId) && user.DeletedAt == null
            select new { member.GroupId, Id = (Guid)(object)user.Id, Display = user.DisplayName ?? user.UserName, IsGroup = false };
        var nested =
            from member in db.NestedGroups
            join found in db.Groups on member.MemberId equals found.Id
            where groups.Contains(member.GroupId)
            select new { member.GroupId, Id = (Guid)(object)found.Id, Display = found.DisplayName, IsGroup = true };
        var rows = await users.Concat(nested).AsNoTracking().ToListAsync(ct);
        return rows.OrderBy(row => row.IsGroup).ThenBy(row => row.Id).ToLookup(
            row => row.GroupId.Value,
            row => new ResourceReference(row.Id, row.IsGroup ? "/Groups" : "/Users", row.Display, row.IsGroup ? "Group" : "User"));
    }
}
