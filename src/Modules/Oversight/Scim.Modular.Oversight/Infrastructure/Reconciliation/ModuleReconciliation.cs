using System.Diagnostics;
using System.Diagnostics.Metrics;
using MediatR;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Reconciliation;

internal sealed class ModuleReconciliation(IEnumerable<IReconciler> reconcilers, IMediator mediator, TimeProvider clock) : IReconciliation
{
    private static readonly Counter<long> Drift = ServiceTelemetry.Meter.CreateCounter<long>("scim.reconcile.drift");

    public async Task<int> CountAsync(CancellationToken ct)
    {
        var people = 0;
        foreach (var reconciler in reconcilers)
            people += await reconciler.CountAsync(ct);
        return people;
    }

    public async Task<Platform.Modules.Reconciliation> RunAsync(bool dryRun, string by, IProgress<int>? passed, CancellationToken ct)
    {
        var at = clock.Now();
        var began = Stopwatch.GetTimestamp();
        var all = new List<Drift>();
        var (found, repaired) = (0, 0);
        foreach (var reconciler in reconcilers)
        {
            var part = await reconciler.ReconcileAsync(repair: !dryRun, passed, ct);
            all.AddRange(part.Drift.Take(Platform.Modules.Reconciliation.MostListed - all.Count));
            (found, repaired) = (found + part.Found, repaired + part.Repaired);
        }

        if (found > 0)
            Drift.Add(found);
        string[] kinds = [.. all.Select(one => one.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await mediator.Send(new RecordReconcileRun(at, Stopwatch.GetElapsedTime(began), found, repaired, dryRun, by, kinds), ct);
        return new(all, found, repaired);
    }
}
