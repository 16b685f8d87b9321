using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Platform.Http;
using Scim.Modular.Protocol.Text;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class ListPushedGroupsHandler(IdentityDbContext db) : IQueryHandler<ListPushedGroups, Page<PushedGroup>>
{
    public async Task<Page<PushedGroup>> Handle(ListPushedGroups query, CancellationToken ct)
    {
        var groups = db.Groups.AsQueryable();
        if (query.Directory is { } directory)
            groups = groups.Where(row => row.DirectoryId == directory);
        if (query.Text is { Length: > 0 } text)
        {
            var folded = CaseFolding.Fold(text);
            groups = groups.Where(row => row.DisplayNameKey.Contains(folded));
        }

        if (query.Page.Key<Guid>() is { } key)
        {
            var after = new GroupId(key);
            groups = groups.Where(row => row.Id.CompareTo(after) > 0);
        }

        var found = await PushedGroups.LoadAsync(db, groups.OrderBy(row => row.Id).Take(query.Page.Limit + 1), ct);
        return query.Page.Of(found, row => row.Id);
    }
}

internal sealed class GetPushedGroupHandler(IdentityDbContext db) : IQueryHandler<GetPushedGroup, PushedGroup?>
{
    public async Task<PushedGroup?> Handle(GetPushedGroup query, CancellationToken ct) =>
        (await PushedGroups.LoadAsync(db, db.Groups.Where(row => row.Id == query.Id), ct)).SingleOrDefault();
}

/// <summary>Groups with the mappings that follow them: of a whole page in one more statement.</summary>
internal static class PushedGroups
{
    public static async Task<IReadOnlyList<PushedGroup>> LoadAsync(IdentityDbContext db, IQueryable<Group> groups, CancellationToken ct)
    {
        var found = await groups.Select(row => new
        {
            row.Id, row.DisplayName, row.ExternalId, row.MemberCount, row.DirectoryId, row.CreatedAt, row.LastModifiedAt, row.Version,
        }).ToListAsync(ct);
        var ids = found.Select(row => (GroupId?)row.Id).ToArray();
        var mappings = (await (
            from mapping in db.MappingCopies
            join name in db.TeamNames on mapping.TeamId equals name.TeamId into names
            from name in names.DefaultIfEmpty()
            where ids.Contains(mapping.GroupId) && mapping.Status != null
            orderby mapping.Priority descending, mapping.MappingId
            select new
            {
                mapping.GroupId,
                Shown = new MappingOfGroup(
                    mapping.MappingId, mapping.TeamId, name == null ? null : name.Name, mapping.Role, mapping.Mode, mapping.Priority, mapping.Plan,
                    mapping.Status!),
            }).ToListAsync(ct)).ToLookup(row => row.GroupId, row => row.Shown);
        return
        [
            .. found.Select(row => new PushedGroup(
                row.Id, row.DisplayName, row.ExternalId, row.MemberCount, row.DirectoryId, row.CreatedAt, row.LastModifiedAt, [.. mappings[row.Id]],
                row.Version)),
        ];
    }
}
