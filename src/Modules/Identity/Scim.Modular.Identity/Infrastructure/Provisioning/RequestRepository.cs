using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Provisioning;

namespace Scim.Modular.Identity.Infrastructure.Provisioning;

internal sealed class RequestRepository(IdentityDbContext db) : IRequestRepository
{
    public async Task<IReadOnlySet<DirectoryId>> PresentAsync(IReadOnlyCollection<DirectoryId> directories, CancellationToken ct) =>
        (await db.Directories.Where(row => directories.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct)).ToHashSet();

    public void Add(IEnumerable<ProvisioningRequest> requests) => db.Requests.AddRange(requests);

    public async Task<int> RemoveBeforeAsync(DateTimeOffset time, int limit, CancellationToken ct)
    {
        var old = await db.Requests.IgnoreQueryFilters().Where(row => row.At < time)
            .OrderBy(row => row.At).Select(row => new { row.OrganizationId, row.Id }).Take(limit).ToListAsync(ct);
        var (organizations, ids) = (old.Select(row => row.OrganizationId).Distinct().ToArray(), old.Select(row => row.Id).ToArray());
        return await db.Requests.IgnoreQueryFilters()
            .Where(row => organizations.Contains(row.OrganizationId) && ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
    }
}
