using Microsoft.EntityFrameworkCore;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Infrastructure.Organizations;

internal sealed class OrganizationData(TeamsDbContext db) : IOrganizationData
{
    // The turn's row stays: this transaction holds it.
    public async Task ForgetAsync(CancellationToken ct)
    {
        await db.Sources.ExecuteDeleteAsync(ct);
        await db.Memberships.ExecuteDeleteAsync(ct);
        await db.MappingGrants.ExecuteDeleteAsync(ct);
        await db.Mappings.ExecuteDeleteAsync(ct);
        await db.Teams.ExecuteDeleteAsync(ct);
        await db.GroupMembers.ExecuteDeleteAsync(ct);
        await db.GroupNestings.ExecuteDeleteAsync(ct);
        await db.Groups.ExecuteDeleteAsync(ct);
        await db.People.ExecuteDeleteAsync(ct);
        await db.RemovalCounts.ExecuteDeleteAsync(ct);
        await db.Plans.ExecuteDeleteAsync(ct);
        await db.Directories.ExecuteDeleteAsync(ct);
        foreach (var entry in db.ChangeTracker.Entries<SourceDirectory>().ToArray())
            entry.State = EntityState.Detached;
    }
}
