using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

internal sealed class MembershipRepository(TeamsDbContext db) : IMembershipRepository
{
    public async Task<MembershipBook> OpenAsync(
        IReadOnlyCollection<UserId> users, IReadOnlyCollection<TeamId>? teams, CancellationToken ct)
    {
        if (users.Count == 0)
            return new(db.CurrentOrganization, this, [], [], []);

        var sources = db.Sources.Where(source => EF.Parameter(users).Contains(source.UserId));
        var memberships = db.Memberships.Where(membership => EF.Parameter(users).Contains(membership.UserId));
        if (teams is not null)
        {
            sources = sources.Where(source => EF.Parameter(teams).Contains(source.TeamId));
            memberships = memberships.Where(membership => EF.Parameter(teams).Contains(membership.TeamId));
        }

        return new(
            db.CurrentOrganization, this,
            await db.People.Where(person => EF.Parameter(users).Contains(person.Id)).ToListAsync(ct),
            await sources.ToListAsync(ct), await memberships.ToListAsync(ct));
    }

    public async Task<MembershipBook> OpenAsync(Person person, CancellationToken ct)
    {
        var sources = await db.Sources.Where(source => source.UserId == person.Id).ToListAsync(ct);
        // Who has no source is in no team: most users, when they are made.
        var memberships = sources.Count == 0
            ? [] : await db.Memberships.Where(membership => membership.UserId == person.Id).ToListAsync(ct);
        return new(db.CurrentOrganization, this, [person], sources, memberships);
    }

    public async Task<IReadOnlyList<Concerned>> ConcernedAsync(GroupMapping mapping, UserId? after, int count, CancellationToken ct)
    {
        var sources = db.Sources.Where(source => source.MappingId == mapping.Id).Select(source => source.UserId);
        if (mapping.BoundGroupId is not { } group)
            return [.. (await sources.OrderBy(user => user).Take(count).ToListAsync(ct)).Select(user => new Concerned(user, false))];

        var members = db.GroupMembers.Where(member => member.GroupId == group).Select(member => member.UserId);
        // A walk along two indexes, and not one anti-join: with statistics that lag behind a push, a database would compare all with all.
        var users = await Next(sources, after, count).Union(Next(members, after, count)).OrderBy(user => user).Take(count).ToListAsync(ct);
        var there = await members.Where(user => EF.Parameter(users).Contains(user)).ToHashSetAsync(ct);
        return [.. users.Select(user => new Concerned(user, there.Contains(user)))];
    }

    public async Task<IReadOnlyList<UserId>> InTeamAsync(TeamId team, int count, CancellationToken ct) =>
        await db.Memberships.Where(membership => membership.TeamId == team && membership.Role != null)
            .Select(membership => membership.UserId).OrderBy(user => user).Take(count).ToListAsync(ct);

    public void Add(MembershipSource source) => db.Sources.Add(source);

    public void Remove(MembershipSource source) => db.Sources.Remove(source);

    public void Add(Membership membership) => db.Memberships.Add(membership);

    public void Remove(Membership membership) => db.Memberships.Remove(membership);

    private static IQueryable<UserId> Next(IQueryable<UserId> users, UserId? after, int count) =>
        (after is { } last ? users.Where(user => user.CompareTo(last) > 0) : users).OrderBy(user => user).Take(count);
}
