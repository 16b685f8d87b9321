using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
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

    public void Add(GroupMapping mapping) => db.Mappings.Add(mapping);

    public void Remove(GroupMapping mapping) => db.Mappings.Remove(mapping);

    private IQueryable<GroupMapping> Alive => db.Mappings.Where(mapping => mapping.Status != MappingStatus.Deleted);
}
