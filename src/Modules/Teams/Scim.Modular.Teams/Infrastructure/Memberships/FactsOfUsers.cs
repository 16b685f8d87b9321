using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure.Groups;

namespace Scim.Modular.Teams.Infrastructure.Memberships;

internal sealed class FactsOfUsers(TeamsDbContext db) : IFactsOfUsers
{
    public async Task<IReadOnlyList<UserId>> NextAsync(UserId? after, int count, CancellationToken ct) =>
        await Next(db.People.Select(person => person.Id), after, count)
            .Union(Next(db.GroupMembers.Select(member => member.UserId).Distinct(), after, count))
            .Union(Next(db.Sources.Select(source => source.UserId).Distinct(), after, count))
            .Union(Next(db.Memberships.Select(membership => membership.UserId).Distinct(), after, count))
            .OrderBy(user => user).Take(count).ToListAsync(ct);

    public async Task<IReadOnlyList<UserId>> NextOfDirectoryAsync(DirectoryId directory, UserId? after, int count, CancellationToken ct) =>
        await Next(db.People.Where(person => person.DirectoryId == directory).Select(person => person.Id), after, count).ToListAsync(ct);

    public async Task<ILookup<UserId, GroupMapping>> MappingsOfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var members = await db.GroupMembers.Where(member => EF.Parameter(users).Contains(member.UserId)).AsNoTracking().ToListAsync(ct);
        var above = await GroupsAbove.ReadAsync(db, members.Select(member => member.GroupId), ct);
        GroupId?[] all = [.. above.All];
        var mappings = (await db.Mappings.Where(mapping => EF.Parameter(all).Contains(mapping.BoundGroupId)).ToListAsync(ct))
            .ToLookup(mapping => mapping.BoundGroupId!.Value);
        var ofGroup = members.Select(member => member.GroupId).Distinct()
            .ToDictionary(group => group, group => above.Of(group).SelectMany(one => mappings[one]).ToArray());
        return members.SelectMany(member => ofGroup[member.GroupId].Select(mapping => (member.UserId, Mapping: mapping)))
            .Distinct().ToLookup(one => one.UserId, one => one.Mapping);
    }

    public async Task<IReadOnlyDictionary<MappingId, GroupMapping>> MappingsAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct) =>
        await db.Mappings.Where(mapping => EF.Parameter(ids).Contains(mapping.Id)).ToDictionaryAsync(mapping => mapping.Id, ct);

    public async Task<IReadOnlyList<GroupMapping>> AstrayAsync(int count, CancellationToken ct) =>
        await db.Mappings
            .Where(mapping => mapping.BoundGroupId != null
                && !db.Groups.Any(group => group.Id == mapping.BoundGroupId && !group.Deleted))
            .OrderBy(mapping => mapping.Id).Take(count).ToListAsync(ct);

    public async Task<IReadOnlyDictionary<TeamId, string>> TeamNamesAsync(IReadOnlyCollection<TeamId> teams, CancellationToken ct) =>
        await db.Teams.Where(team => EF.Parameter(teams).Contains(team.Id)).ToDictionaryAsync(team => team.Id, team => team.Name, ct);

    public void Discard() => db.ChangeTracker.Clear();

    private static IQueryable<UserId> Next(IQueryable<UserId> users, UserId? after, int count) =>
        (after is { } last ? users.Where(user => user.CompareTo(last) > 0) : users).OrderBy(user => user).Take(count);
}
