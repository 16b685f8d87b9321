using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

internal sealed class ListMembersHandler(TeamsDbContext db) : IQueryHandler<ListMembers, IReadOnlyList<MemberView>?>
{
    public async Task<IReadOnlyList<MemberView>?> Handle(ListMembers request, CancellationToken cancellationToken)
    {
        if (!await db.Teams.AnyAsync(team => team.Id == request.Team && !team.Deleted, cancellationToken))
            return null;

        var people = request.Suspended
            ? db.People.Where(person => !person.Deleted
                && db.Sources.Any(source => source.TeamId == request.Team && source.UserId == person.Id)
                && !db.Memberships.Any(membership =>
                    membership.TeamId == request.Team && membership.UserId == person.Id && membership.Role != null))
            : from membership in db.Memberships
              where membership.TeamId == request.Team && membership.Role != null
              join person in db.People on membership.UserId equals person.Id
              select person;
        if (request.After is { } after)
            people = people.Where(person => person.Id.CompareTo(after) > 0);
        return await people.OrderBy(person => person.Id).Take(request.Count).ShownAsync(request.Team, db, cancellationToken);
    }
}

internal sealed class GetMemberHandler(TeamsDbContext db) : IQueryHandler<GetMember, MemberView?>
{
    public async Task<MemberView?> Handle(GetMember request, CancellationToken cancellationToken)
    {
        var people = db.People.Where(person => person.Id == request.User && !person.Deleted
            && db.Teams.Any(team => team.Id == request.Team && !team.Deleted)
            && db.Sources.Any(source => source.TeamId == request.Team && source.UserId == person.Id));
        return (await people.ShownAsync(request.Team, db, cancellationToken)).SingleOrDefault();
    }
}

file static class Projection
{
    /// <summary>A query for each of people, sources and exclusiveness, however many people: each with all sources.</summary>
    public static async Task<IReadOnlyList<MemberView>> ShownAsync(
        this IQueryable<Person> people, TeamId team, TeamsDbContext db, CancellationToken ct)
    {
        var rows = await people
            .Select(person => new
            {
                person.Id,
                person.UserName,
                person.DisplayName,
                person.Active,
                Membership = db.Memberships.Where(membership => membership.TeamId == team && membership.UserId == person.Id)
                    .Select(membership => new { membership.Role, membership.Version }).FirstOrDefault(),
            })
            .AsNoTracking().ToListAsync(ct);
        var sources = await SourcesAsync([.. rows.Select(row => row.Id)], team, db, ct);
        return [.. rows.Select(row => new MemberView(
            row.Id, row.UserName, row.DisplayName,
            row.Membership?.Role ?? sources[row.Id].Select(source => source.Role).DefaultIfEmpty(TeamRole.Member).Max(),
            row.Active, [.. sources[row.Id]], row.Membership?.Version ?? 0))];
    }

    private static async Task<ILookup<UserId, SourceView>> SourcesAsync(
        IReadOnlyCollection<UserId> users, TeamId team, TeamsDbContext db, CancellationToken ct)
    {
        var exclusive = await db.Mappings.AnyAsync(mapping => mapping.TeamId == team && mapping.Excludes, ct);
        var rows = await (
            from source in db.Sources
            where source.TeamId == team && EF.Parameter(users).Contains(source.UserId)
            join mapping in db.Mappings on source.MappingId equals mapping.Id into mappings
            from mapping in mappings.DefaultIfEmpty()
            orderby source.UserId, source.MappingId
            select new { Source = source, GroupName = mapping.BoundGroupName ?? mapping.GroupName })
            .AsNoTracking().ToListAsync(ct);
        return rows.ToLookup(row => row.Source.UserId, row => SourceView.Of(row.Source, row.GroupName, exclusive));
    }
}
