using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Domain.Usage;

namespace Scim.Modular.Licensing.Infrastructure.Usage;

internal sealed class UsageRepository(LicensingDbContext db) : IUsageRepository
{
    public async Task<UsageHour?> FindAsync(string plan, DateTimeOffset hour, CancellationToken ct) =>
        await db.UsageHours.FindAsync([db.CurrentOrganization, plan, hour], ct);

    public void Add(UsageHour hour) => db.UsageHours.Add(hour);

    public Task RemoveBeforeAsync(DateTimeOffset time, CancellationToken ct) =>
        db.UsageHours
            .Where(old => old.Hour < time && db.UsageHours.Any(later =>
                later.OrganizationId == old.OrganizationId && later.PlanKey == old.PlanKey && later.Hour > old.Hour && later.Hour < time))
            .ExecuteDeleteAsync(ct);
}
