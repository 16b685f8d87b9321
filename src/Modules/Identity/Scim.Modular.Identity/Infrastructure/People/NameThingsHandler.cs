using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.People;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.People;

internal sealed class NameThingsHandler(IdentityDbContext db, CallContext call) : IQueryHandler<NameThings, IReadOnlyDictionary<Guid, NamedThing>>
{
    public async Task<IReadOnlyDictionary<Guid, NamedThing>> Handle(NameThings query, CancellationToken ct)
    {
        var ids = query.Ids.Distinct().ToArray();
        var named = new Dictionary<Guid, NamedThing>(ids.Length);
        if (ids.Length == 0)
            return named;

        UserId[] users = [.. ids.Select(UserId.From)];
        foreach (var user in await db.Users.Where(row => users.Contains(row.Id)).Select(row => new { row.Id, row.DisplayName, row.UserName }).ToListAsync(ct))
            named[user.Id.Value] = new(ThingKind.User, user.DisplayName ?? user.UserName);
        GroupId[] groups = [.. ids.Select(GroupId.From)];
        foreach (var pushed in await db.Groups.Where(row => groups.Contains(row.Id)).Select(row => new { row.Id, row.DisplayName }).ToListAsync(ct))
            named[pushed.Id.Value] = new(ThingKind.Group, pushed.DisplayName);
        foreach (var team in await db.TeamNames.Where(row => ids.Contains(row.TeamId) && row.Name != null).Select(row => new { row.TeamId, row.Name }).ToListAsync(ct))
            named[team.TeamId] = new(ThingKind.Team, team.Name!);
        DirectoryId[] directories = [.. ids.Select(DirectoryId.From)];
        foreach (var directory in await db.Directories.Where(row => directories.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[directory.Id.Value] = new(ThingKind.Directory, directory.Name);
        // Keys of the installation act in every organization.
        foreach (var key in await db.AdminKeys
            .Where(row => ids.Contains(row.Id) && (row.OrganizationId == null || row.OrganizationId == call.Organization))
            .Select(row => new { row.Id, row.Name }).ToListAsync(ct))
        {
            named[key.Id] = new(ThingKind.Key, key.Name);
        }

        return named;
    }
}

internal sealed class GetProfileHandler(IdentityDbContext db) : IQueryHandler<GetProfile, string?>
{
    public Task<string?> Handle(GetProfile query, CancellationToken ct) =>
        db.Users.Where(user => user.Id == query.Id && user.DeletedAt == null).Select(user => user.Document).SingleOrDefaultAsync(ct);
}
