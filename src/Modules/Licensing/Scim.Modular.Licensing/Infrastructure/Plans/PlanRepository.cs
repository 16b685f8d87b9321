using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Scim.Modular.Licensing.Domain.Plans;
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

    public async Task<bool> TakeAsync(Plan plan, int seats, CancellationToken ct)
    {
        if (!IsNew(plan))
        {
            var most = plan.Allowed - seats;
            var moved = await db.Plans.Where(row => row.Key == plan.Key && row.Used + row.Reserved <= most).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Used, row => row.Used + seats).SetProperty(row => row.Ceiling, plan.Ceiling), ct);
            if (moved == 0)
                return false;
        }

        plan.Counted(used: seats, reserved: 0);
        return true;
    }

    public async Task GiveBackAsync(Plan plan, int seats, CancellationToken ct)
    {
        if (!IsNew(plan))
        {
            await db.Plans.Where(row => row.Key == plan.Key).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Used, row => row.Used >= seats ? row.Used - seats : 0), ct);
        }

        plan.Counted(used: -seats, reserved: 0);
    }

    public async Task<bool> ReserveAsync(Plan plan, CancellationToken ct)
    {
        var most = plan.Allowed - 1;
        var moved = await db.Plans.Where(row => row.Key == plan.Key && row.Used + row.Reserved <= most).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Reserved, row => row.Reserved + 1), ct);
        if (moved == 0)
            return false;
        plan.Counted(used: 0, reserved: 1);
        return true;
    }

    public async Task<bool> TakeReservedAsync(Plan plan, CancellationToken ct)
    {
        var moved = await db.Plans.Where(row => row.Key == plan.Key && row.Reserved >= 1).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Used, row => row.Used + 1).SetProperty(row => row.Reserved, row => row.Reserved - 1), ct);
        if (moved == 0)
            return false;
        plan.Counted(used: 1, reserved: -1);
        return true;
    }

    public async Task CancelReservedAsync(Plan plan, int seats, CancellationToken ct)
    {
        await db.Plans.Where(row => row.Key == plan.Key).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Reserved, row => row.Reserved >= seats ? row.Reserved - seats : 0), ct);
        plan.Counted(used: 0, reserved: -seats);
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
    public static void CountedBySql(this PropertyBuilder<int> counter) =>
        counter.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
}
