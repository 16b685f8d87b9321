using System.Diagnostics.Metrics;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.Platform.Telemetry;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Writes what a unit of work has moved of a plan: its counters in one update, the hour's usage, and what is to be told of it.</summary>
internal sealed class PlanLedger(IPlanRepository plans, IUsageRepository usage)
{
    private static readonly Counter<long> Notices = ServiceTelemetry.Meter.CreateCounter<long>("scim.licensing.notices");

    public async Task SaveAsync(Plan plan, DateTimeOffset now, CancellationToken ct)
    {
        await CountHourAsync(plan, now, ct);
        foreach (var kind in PlanNotices.Kinds(plan.Notice(PlanNotices.Holding(plan))))
        {
            (await plans.NoticesAsync(plan, ct)).Tell(plan, kind, now);
            Notices.Add(1, new KeyValuePair<string, object?>("kind", kind));
        }

        await plans.SaveMovesAsync(plan, ct);
    }

    /// <summary>The plan is deleted.</summary>
    public async Task CloseAsync(Plan plan, DateTimeOffset now, CancellationToken ct) => (await HourAsync(plan, now, ct)).End(now);

    private async Task CountHourAsync(Plan plan, DateTimeOffset now, CancellationToken ct) => (await HourAsync(plan, now, ct)).Count(plan, now);

    private async Task<UsageHour> HourAsync(Plan plan, DateTimeOffset now, CancellationToken ct)
    {
        if (await usage.FindAsync(plan.Key, UsageHour.HourOf(now), ct) is { } known)
            return known;
        var hour = UsageHour.Begin(plan, plan.Used - plan.Moves.Used, now);
        usage.Add(hour);
        return hour;
    }
}
