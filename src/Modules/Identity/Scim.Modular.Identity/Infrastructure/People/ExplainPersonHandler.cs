using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class ExplainPersonHandler(IdentityDbContext db, IEnumerable<IExplainPeople> modules) : IQueryHandler<ExplainPerson, Explanation?>
{
    public async Task<Explanation?> Handle(ExplainPerson query, CancellationToken ct)
    {
        var found = await (
            from user in db.Users
            join directory in db.Directories on user.DirectoryId equals directory.Id
            where user.Id == query.Id && user.DeletedAt == null
            select new
            {
                user.UserName, user.DisplayName, user.Active,
                Directory = new { directory.Id, directory.Name, directory.Status, directory.Members, directory.HoldingSince },
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return null;

        var its = found.Directory;
        var explanation = new Explanation(new(
            query.Id, found.UserName, found.DisplayName, found.Active,
            new(its.Id, its.Name, DirectoryStatuses.WordOf(its.Status), its.Members, its.HoldingSince is not null),
            await GroupsAsync(query.Id, ct)));
        foreach (var module in modules)
            explanation.Parts[module.Part] = await module.ExplainAsync(query.Id.Value, ct);
        return explanation;
    }

    private async Task<IReadOnlyList<ExplainedGroup>> GroupsAsync(UserId user, CancellationToken ct)
    {
        var direct = await (
            from member in db.GroupMembers
            join found in db.Groups on member.GroupId equals found.Id
            where member.UserId == user
            orderby found.DisplayNameKey
            select new GroupOfPerson(found.Id, found.DisplayName)).ToListAsync(ct);
        var indirect = await (
            from member in db.GroupMembers
            join above in db.GroupAncestors on member.GroupId equals above.GroupId
            join found in db.Groups on above.AncestorId equals found.Id
            where member.UserId == user
            orderby found.DisplayNameKey
            select new { found.Id, found.DisplayName, Via = member.GroupId }).ToListAsync(ct);
        var names = direct.ToDictionary(found => found.Id);
        return
        [
            .. direct.Select(found => new ExplainedGroup(found.Id, found.DisplayName, "direct", [])),
            .. indirect.Where(found => !names.ContainsKey(found.Id)).GroupBy(found => (found.Id, found.DisplayName))
                .Select(same => new ExplainedGroup(same.Key.Id, same.Key.DisplayName, "indirect", [.. same.Select(found => names[found.Via])])),
        ];
    }
}
