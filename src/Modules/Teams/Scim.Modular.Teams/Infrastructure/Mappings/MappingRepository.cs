using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Infrastructure.Mappings;

internal sealed class MappingRepository(TeamsDbContext db) : IMappingRepository
{
    public Task<GroupMapping?> FindAsync(MappingId id, CancellationToken ct) => Alive.SingleOrDefaultAsync(mapping => mapping.Id == id, ct);

    public Task<GroupMapping?> FindUnsettledAsync(MappingId id, CancellationToken ct) =>
        db.Mappings.SingleOrDefaultAsync(mapping => mapping.Id == id, ct);

    public async Task<IReadOnlyList<GroupMapping>> BoundToAsync(GroupId group, CancellationToken ct) =>
        await db.Mappings.Where(mapping => mapping.BoundGroupId == group).OrderBy(mapping => mapping.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<GroupMapping>> BoundToAnyAsync(IReadOnlySet<GroupId> groups, CancellationToken ct)
    {
        if (groups.Count == 1)
            return await BoundToAsync(groups.First(), ct);
        GroupId?[] any = [.. groups];
        return await db.Mappings.Where(mapping => EF.Parameter(any).Contains(mapping.BoundGroupId)).OrderBy(mapping => mapping.Id).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<GroupMapping>> AwaitingAsync(Group group, CancellationToken ct)
    {
        var found = await db.Mappings
            .Where(mapping => mapping.DirectoryId == group.DirectoryId
                && (mapping.Status == MappingStatus.Waiting || mapping.Status == MappingStatus.Orphaned)
                && (mapping.Key == group.Key || mapping.BoundKey == group.Key
                    || (group.ExternalId != null && mapping.BoundExternalId == group.ExternalId)))
            .OrderBy(mapping => mapping.Id).ToListAsync(ct);
        return found.FindAll(mapping => mapping.Awaits(group));
    }

    public async Task<IReadOnlyList<GroupMapping>> OfTeamAsync(TeamId team, CancellationToken ct) =>
        await Alive.Where(mapping => mapping.TeamId == team).OrderBy(mapping => mapping.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<GroupMapping>> OfDirectoryAsync(DirectoryId directory, CancellationToken ct) =>
        await Alive.Where(mapping => mapping.DirectoryId == directory).OrderBy(mapping => mapping.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<GroupMapping>> OfPlanAsync(string plan, CancellationToken ct) =>
        await Alive.Where(mapping => mapping.Plan == plan).OrderBy(mapping => mapping.Id).ToListAsync(ct);

    public Task<bool> ExistsAsync(DirectoryId directory, NameKey key, GroupId? group, TeamId team, CancellationToken ct) =>
        group is { } bound
            ? db.Mappings.AnyAsync(mapping => mapping.BoundGroupId == bound && mapping.TeamId == team, ct)
            : db.Mappings.AnyAsync(
                mapping => mapping.DirectoryId == directory && mapping.Key == key && mapping.TeamId == team
                    && (mapping.Status == MappingStatus.Waiting || mapping.Status == MappingStatus.Orphaned),
                ct);

    public async Task<MappingGrant> GrantOfAsync(MappingId id, CancellationToken ct) =>
        await db.MappingGrants.FindAsync([db.CurrentOrganization, id], ct) ?? Begin(id);

    public async Task<IReadOnlyList<MappingGrant>> AllGrantsOfAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct)
    {
        var there = await db.MappingGrants.Where(grant => EF.Parameter(ids).Contains(grant.MappingId)).ToDictionaryAsync(grant => grant.MappingId, ct);
        return [.. ids.Select(id => there.GetValueOrDefault(id) ?? Begin(id))];
    }

    public async Task<IReadOnlyList<MappingGrant>> GrantsOfAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct)
    {
        // One that is not saved yet is known to this unit of work alone.
        var here = db.MappingGrants.Local.Where(grant => ids.Contains(grant.MappingId)).ToDictionary(grant => grant.MappingId);
        var others = ids.Where(id => !here.ContainsKey(id)).ToArray();
        var stored = others.Length == 0
            ? []
            : await db.MappingGrants.Where(grant => grant.Plan != null && EF.Parameter(others).Contains(grant.MappingId)).ToListAsync(ct);
        return [.. here.Values, .. stored];
    }

    public void Add(GroupMapping mapping) => db.Mappings.Add(mapping);

    public void Remove(GroupMapping mapping, MappingGrant grant)
    {
        db.Mappings.Remove(mapping);
        db.MappingGrants.Remove(grant);
    }

    private MappingGrant Begin(MappingId id)
    {
        var grant = new MappingGrant(db.CurrentOrganization, id);
        db.MappingGrants.Add(grant);
        return grant;
    }

    private IQueryable<GroupMapping> Alive => db.Mappings.Where(mapping => mapping.Status != MappingStatus.Deleted);
}
