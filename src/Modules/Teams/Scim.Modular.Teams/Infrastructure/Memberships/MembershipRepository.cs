using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Infrastructure.Groups;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

internal sealed class MembershipRepository(TeamsDbContext db) : IMembershipRepository
{
    public async Task<MembershipBook> OpenAsync(
        IReadOnlyCollection<UserId> users, IReadOnlyCollection<TeamId>? teams, CancellationToken ct, GroupMapping? changing = null)
    {
        if (users.Count == 0)
            return new(db.CurrentOrganization, this, [], [], [], []);

        var sources = db.Sources.Where(source => EF.Parameter(users).Contains(source.UserId));
        var memberships = db.Memberships.Where(membership => EF.Parameter(users).Contains(membership.UserId));
        if (teams is not null)
        {
            sources = sources.Where(source => EF.Parameter(teams).Contains(source.TeamId));
            memberships = memberships.Where(membership => EF.Parameter(teams).Contains(membership.TeamId));
        }

        var people = await db.People.Where(person => EF.Parameter(users).Contains(person.Id)).ToListAsync(ct);
        var had = await sources.ToListAsync(ct);
        teams ??= [.. had.Select(source => source.TeamId).Distinct()];
        return new(
            db.CurrentOrganization, this, people, had, await memberships.ToListAsync(ct), await ExclusiveAsync(teams, changing, ct));
    }

    public async Task<MembershipBook> OpenAsync(Person person, CancellationToken ct)
    {
        var sources = await db.Sources.Where(source => source.UserId == person.Id).ToListAsync(ct);
        // Who has no source is in no team: most users, when they are made.
        if (sources.Count == 0)
            return new(db.CurrentOrganization, this, [person], [], [], []);
        var memberships = await db.Memberships.Where(membership => membership.UserId == person.Id).ToListAsync(ct);
        var exclusive = await ExclusiveAsync([.. sources.Select(source => source.TeamId).Distinct()], null, ct);
        return new(db.CurrentOrganization, this, [person], sources, memberships, exclusive);
    }

    public async Task<IReadOnlyList<Concerned>> ConcernedAsync(
        GroupMapping mapping, IReadOnlySet<GroupId> tree, bool wholeTeam, UserId? after, int count, CancellationToken ct)
    {
        // A walk along indexes, and not one anti-join: with statistics that lag behind a push, a database would compare all with all.
        var users = Next(db.Sources.Where(source => source.MappingId == mapping.Id).Select(source => source.UserId), after, count);
        if (tree.Count > 0)
            users = users.Union(Next(db.GroupMembers.Of(tree).Select(member => member.UserId).Distinct(), after, count));
        if (wholeTeam)
        {
            users = users.Union(Next(
                db.Sources.Where(source => source.TeamId == mapping.TeamId && (source.MappingId == MappingId.None || source.Stay != null))
                    .Select(source => source.UserId).Distinct(),
                after, count));
        }

        var chosen = await users.OrderBy(user => user).Take(count).ToListAsync(ct);
        if (tree.Count == 0)
            return [.. chosen.Select(user => new Concerned(user, false))];
        var there = await db.GroupMembers.Of(tree).Where(member => EF.Parameter(chosen).Contains(member.UserId))
            .Select(member => member.UserId).Distinct().ToHashSetAsync(ct);
        return [.. chosen.Select(user => new Concerned(user, there.Contains(user)))];
    }

    public async Task<IReadOnlyList<UserId>> InTeamAsync(TeamId team, int count, CancellationToken ct) =>
        await db.Memberships.Where(membership => membership.TeamId == team && membership.Role != null)
            .Select(membership => membership.UserId).OrderBy(user => user).Take(count).ToListAsync(ct);

    public Task<bool> HasOwnerBesideAsync(TeamId team, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        db.Memberships.AnyAsync(
            membership => membership.TeamId == team && membership.Role == TeamRole.Owner && !EF.Parameter(users).Contains(membership.UserId), ct);

    public async Task<IReadOnlyList<(TeamId Team, UserId User)>> GuardedAsync(IReadOnlyCollection<TeamId> teams, CancellationToken ct) =>
        [.. (await db.Sources.Where(source => source.Stay == Stay.Guarded && EF.Parameter(teams).Contains(source.TeamId))
            .Select(source => new { source.TeamId, source.UserId }).Distinct().ToListAsync(ct)).Select(one => (one.TeamId, one.UserId))];

    public async Task<IReadOnlyList<HeldSource>> HeldAsync(DirectoryId directory, DateTimeOffset? until, int count, CancellationToken ct) =>
        await (
            from source in db.Sources
            where source.Stay == Stay.Held && (until == null || source.StaysSince <= until)
            join mapping in db.Mappings on source.MappingId equals mapping.Id
            where mapping.DirectoryId == directory
            orderby source.MappingId, source.UserId
            select new HeldSource(source.TeamId, source.UserId, source.MappingId)).Take(count).ToListAsync(ct);

    public void Add(MembershipSource source) => db.Sources.Add(source);

    public void Remove(MembershipSource source) => db.Sources.Remove(source);

    public void Add(Membership membership) => db.Memberships.Add(membership);

    public void Remove(Membership membership) => db.Memberships.Remove(membership);

    private async Task<IReadOnlyList<TeamId>> ExclusiveAsync(IReadOnlyCollection<TeamId> teams, GroupMapping? changing, CancellationToken ct)
    {
        var excluding = db.Mappings.Where(mapping => mapping.Excludes && EF.Parameter(teams).Contains(mapping.TeamId));
        if (changing is not null)
            excluding = excluding.Where(mapping => mapping.Id != changing.Id);
        var exclusive = await excluding.Select(mapping => mapping.TeamId).Distinct().ToListAsync(ct);
        if (changing is { Excludes: true })
            exclusive.Add(changing.TeamId);
        return exclusive;
    }

    private static IQueryable<UserId> Next(IQueryable<UserId> users, UserId? after, int count) =>
        (after is { } last ? users.Where(user => user.CompareTo(last) > 0) : users).OrderBy(user => user).Take(count);
}
