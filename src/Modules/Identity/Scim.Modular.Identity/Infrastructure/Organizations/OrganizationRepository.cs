using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Organizations;

internal sealed class OrganizationRepository(IdentityDbContext db) : IOrganizationRepository
{
    public Task<Organization?> FindAsync(OrganizationId id, CancellationToken ct) =>
        db.Organizations.Where(organization => organization.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public Task<bool> IsSlugTakenAsync(string slug, CancellationToken ct) =>
        db.Organizations.AnyAsync(organization => organization.Slug == slug, ct);

    public void Add(Organization organization) => db.Organizations.Add(organization);

    // The request has entered this organization, so the query filter is what limits each statement to it.
    public Task RemoveAsync(Organization organization, CancellationToken ct) => Removal.RunAsync(async () =>
    {
        await db.AdminKeys.Where(row => row.OrganizationId == organization.Id).ExecuteDeleteAsync(ct);
        await db.UsedAssertions.ExecuteDeleteAsync(ct);
        await db.SignInConnections.ExecuteDeleteAsync(ct);
        await db.Administrators.ExecuteDeleteAsync(ct);
        await db.Requests.ExecuteDeleteAsync(ct);
        await db.ConformanceRuns.ExecuteDeleteAsync(ct);
        await db.UserLicenses.ExecuteDeleteAsync(ct);
        await db.UserTeams.ExecuteDeleteAsync(ct);
        await db.MappingCopies.ExecuteDeleteAsync(ct);
        await db.TeamNames.ExecuteDeleteAsync(ct);
        await db.OfferedLicenses.ExecuteDeleteAsync(ct);
        await db.UniqueValues.ExecuteDeleteAsync(ct);
        await db.Resources.ExecuteDeleteAsync(ct);
        await db.ResourceTypes.ExecuteDeleteAsync(ct);
        await db.Schemas.ExecuteDeleteAsync(ct);
        await db.GroupAncestors.ExecuteDeleteAsync(ct);
        await db.NestedGroups.ExecuteDeleteAsync(ct);
        await db.GroupMembers.ExecuteDeleteAsync(ct);
        await db.ParkedMembers.ExecuteDeleteAsync(ct);
        await db.Groups.ExecuteDeleteAsync(ct);
        await db.UserEmails.ExecuteDeleteAsync(ct);
        await db.Users.ExecuteDeleteAsync(ct);
        await db.Tokens.ExecuteDeleteAsync(ct);
        await db.DirectoryAlerts.ExecuteDeleteAsync(ct);
        await db.Directories.ExecuteDeleteAsync(ct);
        await db.Organizations.Where(row => row.Id == organization.Id).ExecuteDeleteAsync(ct);
        // The row is gone; the aggregate stays in sight for what it has to say.
        db.Entry(organization).State = EntityState.Unchanged;
    });
}
