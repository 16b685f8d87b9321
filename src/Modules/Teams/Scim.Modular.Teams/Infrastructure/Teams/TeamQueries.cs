using Microsoft.EntityFrameworkCore;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Infrastructure.Teams;

internal sealed class GetTeamHandler(TeamsDbContext db) : IQueryHandler<GetTeam, TeamView?>
{
    public Task<TeamView?> Handle(GetTeam request, CancellationToken cancellationToken) =>
        db.Teams.Where(team => team.Id == request.Id && !team.Deleted).Shown(db).SingleOrDefaultAsync(cancellationToken);
}

internal sealed class ListTeamsHandler(TeamsDbContext db) : IQueryHandler<ListTeams, IReadOnlyList<TeamView>>
{
    public async Task<IReadOnlyList<TeamView>> Handle(ListTeams request, CancellationToken cancellationToken)
    {
        var teams = db.Teams.Where(team => !team.Deleted);
        if (request.After is { } after)
            teams = teams.Where(team => team.Id.CompareTo(after) > 0);
        return await teams.OrderBy(team => team.Id).Take(request.Count).Shown(db).ToListAsync(cancellationToken);
    }
}

file static class Projection
{
    public static IQueryable<TeamView> Shown(this IQueryable<Team> teams, TeamsDbContext db) =>
        teams.Select(team => new TeamView(
            team.Id, team.Name, team.Slug,
            db.Memberships.Count(membership => membership.TeamId == team.Id && membership.Role != null),
            team.CreatedAt, team.Version));
}
