using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Reconciliation;

internal sealed class ReconcileRuns(OversightDbContext db) : IReconcileRuns
{
    public void Add(ReconcileRun run) => db.Runs.Add(run);

    public async Task<int> RemoveBeforeAsync(DateTimeOffset time, int most, CancellationToken ct)
    {
        var old = await db.Runs.IgnoreQueryFilters().Where(run => run.At < time)
            .OrderBy(run => run.At).Select(run => new { run.OrganizationId, run.Id }).Take(most).ToListAsync(ct);
        var (organizations, ids) = (old.Select(run => run.OrganizationId).Distinct().ToArray(), old.Select(run => run.Id).ToArray());
        return await db.Runs.IgnoreQueryFilters()
            .Where(run => organizations.Contains(run.OrganizationId) && ids.Contains(run.Id)).ExecuteDeleteAsync(ct);
    }

    public async Task<bool> TakeTurnAsync(string job, Guid holder, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        var taken = await db.Leases.Where(lease => lease.Name == job && (lease.Holder == holder || lease.Until <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(lease => lease.Holder, holder).SetProperty(lease => lease.Until, until), ct);
        if (taken > 0)
            return true;
        if (await db.Leases.AnyAsync(lease => lease.Name == job, ct))
            return false;
        // Two that come first at once collide in its key, and the second one looks again.
        db.Leases.Add(JobLease.Of(job, holder, until));
        return true;
    }
}

internal sealed class ListReconcileRunsHandler(OversightDbContext db) : IQueryHandler<ListReconcileRuns, IReadOnlyList<ReconcileRunView>>
{
    public async Task<IReadOnlyList<ReconcileRunView>> Handle(ListReconcileRuns request, CancellationToken cancellationToken)
    {
        var runs = db.Runs.AsNoTracking();
        if (request.Before is { } before)
            runs = runs.Where(run => run.Id.CompareTo(before) < 0);
        return await runs.OrderByDescending(run => run.Id).Take(request.Count)
            .Select(run => new ReconcileRunView(run.Id, run.At, run.DurationMs, run.Found, run.Repaired, run.DryRun, run.By))
            .ToListAsync(cancellationToken);
    }
}
