using Microsoft.EntityFrameworkCore;
using Scim.Modular.Teams.Domain.Plans;

namespace Scim.Modular.Teams.Infrastructure.Plans;

internal sealed class PlanRepository(TeamsDbContext db) : IPlanRepository
{
    public async Task<KnownPlan?> FindAsync(Guid id, CancellationToken ct) => await db.Plans.FindAsync([db.CurrentOrganization, id], ct);

    public Task<bool> ExistsAsync(string key, CancellationToken ct) => db.Plans.AnyAsync(plan => plan.Key == key && !plan.Deleted, ct);

    public Task<bool> ExistsBesideAsync(Guid id, string key, CancellationToken ct) =>
        db.Plans.AnyAsync(plan => plan.Key == key && !plan.Deleted && plan.Id != id, ct);

    public void Add(Guid id, string key) => db.Plans.Add(new KnownPlan(db.CurrentOrganization, id, key));
}
