using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Infrastructure.Groups;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

internal sealed class ExplainTeamsHandler(TeamsDbContext db) : IQueryHandler<ExplainTeams, IReadOnlyList<ExplainedTeam>?>
{
    public async Task<IReadOnlyList<ExplainedTeam>?> Handle(ExplainTeams query, CancellationToken ct)
    {
        var id = query.User;
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == id, ct) is not { } person)
            return null;

        var rows = await (
            from source in db.Sources
            where source.UserId == id
            join team in db.Teams on source.TeamId equals team.Id
            where !team.Deleted
            join mapping in db.Mappings on source.MappingId equals mapping.Id into mappings
            from mapping in mappings.DefaultIfEmpty()
            orderby source.TeamId, source.MappingId
            select new { Source = source, TeamName = team.Name, Mapping = mapping })
            .AsNoTracking().ToListAsync(ct);
        var teams = rows.Select(row => row.Source.TeamId).Distinct().ToArray();
        var exclusive = await db.Mappings.Where(mapping => mapping.Excludes && EF.Parameter(teams).Contains(mapping.TeamId))
            .Select(mapping => mapping.TeamId).ToHashSetAsync(ct);
        var ways = await WaysAsync(id, ct);

        return rows.GroupBy(row => (row.Source.TeamId, row.TeamName)).Select(team =>
        {
            var excludes = exclusive.Contains(team.Key.TeamId);
            var sources = team.Select(row => row.Source).ToArray();
            return new ExplainedTeam(
                team.Key.TeamId, team.Key.TeamName, MembershipRules.Effective(person, sources, excludes),
                [.. team.Select(row => Explained(person, row.Source, row.Mapping, sources, excludes, ways))]);
        }).ToArray();
    }

    private static ExplainedSource Explained(
        Person person, MembershipSource source, GroupMapping? mapping, MembershipSource[] all, bool exclusive,
        IReadOnlyDictionary<GroupId, string?> ways)
    {
        var suspended = MembershipRules.IsSuspended(source, exclusive);
        var via = mapping?.BoundGroupId is { } group ? ways.GetValueOrDefault(group) : null;
        return new(
            source.IsManual ? SourceView.Manual : SourceView.Mapping, source.IsManual ? null : source.MappingId,
            mapping?.BoundGroupName ?? mapping?.GroupName, via, source.Role, !suspended && person.IsEffective, suspended,
            source.Stay == Stay.Held, source.Stay == Stay.Guarded,
            MembershipRules.Effective(person, all.Where(other => other != source), exclusive));
    }

    // For each group that the person is in only through others: the name of one of those.
    private async Task<IReadOnlyDictionary<GroupId, string?>> WaysAsync(UserId user, CancellationToken ct)
    {
        var direct = await (
            from member in db.GroupMembers
            where member.UserId == user
            join found in db.Groups on member.GroupId equals found.Id
            orderby found.Id
            select new { found.Id, found.DisplayName }).ToListAsync(ct);
        var above = await GroupsAbove.ReadAsync(db, direct.Select(one => one.Id), ct);
        var ways = direct.ToDictionary(one => one.Id, _ => (string?)null);
        foreach (var one in direct)
        {
            foreach (var group in above.Of(one.Id))
                ways.TryAdd(group, one.DisplayName);
        }

        return ways;
    }
}
