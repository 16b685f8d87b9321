using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Licensing.Infrastructure.Plans;

internal sealed class PlanRepository(LicensingDbContext db) : IPlanRepository
{
    public async Task<IReadOnlyList<Plan>> LockAllAsync(bool toChange, CancellationToken ct)
    {
        var plans = await LockedAsync(ct);
        if (!toChange && plans.Any(plan => plan.IsDefault))
            return plans;

        // Plans first, then the organization, for everybody: so nobody holds the one and waits for the other. Then the plans again:
        // one may have been made while this unit of work waited.
        if (await db.OrganizationLocks.ForUpdate().SingleOrDefaultAsync(ct) is null && db.OrganizationLocks.Local.Count == 0)
            db.OrganizationLocks.Add(new OrganizationLock { OrganizationId = db.CurrentOrganization });
        return await LockedAsync(ct);
    }

    public void Add(Plan plan) => db.Plans.Add(plan);

    public void Remove(Plan plan) => db.Plans.Remove(plan);

    public Task StepDownAsync(Plan plan, CancellationToken ct) =>
        db.Plans.Where(row => row.Key == plan.Key).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsDefault, false), ct);

    public async Task SaveMovesAsync(Plan plan, CancellationToken ct)
    {
        if (!IsNew(plan))
        {
            var (used, reserved, waiting, marked) = plan.Moves;
            // What is given out must be free, also when this unit of work has read wrongly. What comes back is never refused.
            var most = used + reserved > 0 ? (long)plan.Allowed - used - reserved : int.MaxValue;
            var moved = await db.Plans
                .Where(row => row.Key == plan.Key && (long)row.Used + row.Reserved <= most)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.Used, row => row.Used + used < 0 ? 0 : row.Used + used)
                        .SetProperty(row => row.Reserved, row => row.Reserved + reserved < 0 ? 0 : row.Reserved + reserved)
                        .SetProperty(row => row.Waiting, row => row.Waiting + waiting < 0 ? 0 : row.Waiting + waiting)
                        .SetProperty(row => row.Marked, row => row.Marked + marked < 0 ? 0 : row.Marked + marked)
                        .SetProperty(row => row.Noticed, plan.Noticed)
                        .SetProperty(row => row.Ceiling, plan.Ceiling),
                    ct);
            if (moved == 0)
                throw new DbUpdateConcurrencyException("Seats were given out that are not free.");
        }

        plan.Saved();
    }

    public async Task<IReadOnlyDictionary<string, PlanCounts>> CountAsync(CancellationToken ct)
    {
        var held = await db.Seats.Where(seat => seat.Status == SeatStatus.Assigned || seat.Status == SeatStatus.Releasing)
            .GroupBy(seat => seat.PlanKey).Select(group => new { group.Key, Used = group.Count() }).ToDictionaryAsync(row => row.Key, ct);
        var marked = await db.Seats.Where(seat => seat.Overage)
            .GroupBy(seat => seat.PlanKey).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, ct);
        var waiting = await db.Seats.Where(seat => seat.WaitsFor != null)
            .GroupBy(seat => seat.WaitsFor!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, ct);
        var reserved = await db.Reservations
            .GroupBy(one => one.PlanKey).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, ct);
        return held.Keys.Concat(waiting.Keys).Concat(reserved.Keys).Distinct().ToDictionary(key => key, key => new PlanCounts(
            held.GetValueOrDefault(key)?.Used ?? 0, reserved.GetValueOrDefault(key)?.Count ?? 0, waiting.GetValueOrDefault(key)?.Count ?? 0,
            marked.GetValueOrDefault(key)?.Count ?? 0));
    }

    public Task SaveCountsAsync(Plan plan, CancellationToken ct) =>
        db.Plans.Where(row => row.Key == plan.Key).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Used, plan.Used).SetProperty(row => row.Reserved, plan.Reserved)
                .SetProperty(row => row.Waiting, plan.Waiting).SetProperty(row => row.Marked, plan.Marked)
                .SetProperty(row => row.Ceiling, plan.Ceiling),
            ct);

    public async Task<PlanNotices> NoticesAsync(Plan plan, CancellationToken ct)
    {
        if (await db.Notices.FindAsync([plan.OrganizationId, plan.Id], ct) is { } known)
            return known;
        var notices = new PlanNotices(plan);
        db.Notices.Add(notices);
        return notices;
    }

    private async Task<IReadOnlyList<Plan>> LockedAsync(CancellationToken ct)
    {
        // What is tracked already would be answered as it was read, perhaps in an earlier transaction: only the locked row tells the counts.
        foreach (var entry in db.ChangeTracker.Entries<Plan>().Where(entry => entry.State == EntityState.Unchanged).ToArray())
            entry.State = EntityState.Detached;
        return await db.Plans.ForUpdate().OrderBy(plan => plan.Key).ToListAsync(ct);
    }

    // A plan that is not stored yet is nobody else's: its counters go into the insert.
    private bool IsNew(Plan plan) => db.Entry(plan).State == EntityState.Added;
}

internal static class Counters
{
    /// <summary>Inserted with the row, and after that moved by guarded updates alone: saving a tracked plan never writes it.</summary>
    public static void CountedBySql<T>(this PropertyBuilder<T> counter) =>
        counter.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
}
