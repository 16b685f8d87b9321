using Microsoft.EntityFrameworkCore;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Infrastructure.Teams;

internal sealed class TeamRepository(TeamsDbContext db) : ITeamRepository
{
    public Task<Team?> FindAsync(TeamId id, CancellationToken ct) =>
        db.Teams.SingleOrDefaultAsync(team => team.Id == id && !team.Deleted, ct);

    public Task<Team?> FindDeletedAsync(TeamId id, CancellationToken ct) =>
        db.Teams.SingleOrDefaultAsync(team => team.Id == id && team.Deleted, ct);

    public async Task<IReadOnlySet<string>> SlugsLikeAsync(string slug, CancellationToken ct)
    {
        var numbered = slug + "-";
        var taken = await db.Teams.Where(team => team.Slug == slug || team.Slug.StartsWith(numbered))
            .Select(team => team.Slug).ToHashSetAsync(ct);
        // Those that this unit of work makes are not in the database yet.
        taken.UnionWith(db.Teams.Local.Select(team => team.Slug));
        return taken;
    }

    public void Add(Team team) => db.Teams.Add(team);

    public async Task RemoveAsync(Team team, CancellationToken ct)
    {
        await db.Sources.Where(source => source.TeamId == team.Id).ExecuteDeleteAsync(ct);
        await db.Memberships.Where(membership => membership.TeamId == team.Id).ExecuteDeleteAsync(ct);
        var mappings = db.Mappings.Where(mapping => mapping.TeamId == team.Id);
        await db.MappingGrants.Where(grant => mappings.Any(mapping => mapping.Id == grant.MappingId)).ExecuteDeleteAsync(ct);
        await mappings.ExecuteDeleteAsync(ct);
        db.Teams.Remove(team);
    }
}
