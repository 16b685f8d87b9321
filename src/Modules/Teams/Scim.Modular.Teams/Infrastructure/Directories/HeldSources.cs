using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Infrastructure.Directories;

/// <summary>Shows whom the breaker of a directory keeps in which team until an administrator decides.</summary>
internal sealed class HeldSources(TeamsDbContext db) : IHeldChanges
{
    private const int MostListed = 200;

    public async Task<HeldChanges> OfDirectoryAsync(Guid directory, CancellationToken ct)
    {
        var id = new DirectoryId(directory);
        var held =
            from source in db.Sources
            where source.Stay == Stay.Held
            join mapping in db.Mappings on source.MappingId equals mapping.Id
            where mapping.DirectoryId == id
            join team in db.Teams on source.TeamId equals team.Id
            select new { source.UserId, source.StaysSince, TeamName = team.Name, GroupName = mapping.BoundGroupName ?? mapping.GroupName };
        var items = await held.OrderBy(one => one.StaysSince).ThenBy(one => one.UserId).Take(MostListed).ToListAsync(ct);
        return new(
            "teams", items.Count < MostListed ? items.Count : await held.CountAsync(ct),
            [.. items.Select(one => new HeldChange(
                one.UserId.Value, $"is out of group {one.GroupName} and would lose its place in team {one.TeamName}", one.StaysSince!.Value))]);
    }
}
