using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Application.Usage;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Usage;

/// <summary>Rows exist for hours in which something changed; the points of the others repeat how the hour before ended.</summary>
internal sealed class GetUsageHandler(LicensingDbContext db, TimeProvider clock) : IQueryHandler<GetUsage, IReadOnlyList<UsagePoint>>
{
    public async Task<IReadOnlyList<UsagePoint>> Handle(GetUsage query, CancellationToken ct)
    {
        var step = query.Step == UsageStep.Hour ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        var now = clock.Now();
        var to = query.To < now ? query.To : now;
        var hours = db.UsageHours.AsNoTracking().Where(hour => query.Plan == null || hour.PlanKey == query.Plan);
        var first = await hours.OrderBy(hour => hour.Hour).Select(hour => (DateTimeOffset?)hour.Hour).FirstOrDefaultAsync(ct);
        if (first is not { } begin)
            return [];

        var slot = Floor(query.After?.At ?? (query.From > begin ? query.From : begin), step);
        if (slot >= to)
            return [];
        // Each slot has a point at least, so no page needs more slots than points.
        var end = slot + (step * (query.Most + 1));
        end = end < to ? end : to;
        var state = (await BeforeAsync(hours, slot, ct)).ToDictionary(hour => hour.PlanKey, StringComparer.Ordinal);
        var rows = await hours.Where(hour => hour.Hour >= slot && hour.Hour < end).OrderBy(hour => hour.Hour).ToListAsync(ct);
        var bySlot = rows.ToLookup(hour => Floor(hour.Hour, step));

        var points = new List<UsagePoint>();
        for (; slot < end && points.Count < query.Most; slot += step)
        {
            var here = PointsOf(slot, state, bySlot[slot].ToLookup(hour => hour.PlanKey, StringComparer.Ordinal));
            points.AddRange(here.Where(point => query.After is not { } last || slot > last.At || string.CompareOrdinal(point.Plan, last.Plan) > 0));
        }

        return [.. points.Take(query.Most)];
    }

    private static List<UsagePoint> PointsOf(DateTimeOffset slot, Dictionary<string, UsageHour> state, ILookup<string, UsageHour> changed)
    {
        var points = new List<UsagePoint>();
        foreach (var plan in state.Keys.Concat(changed.Select(group => group.Key)).Distinct().Order(StringComparer.Ordinal).ToArray())
        {
            var peak = Math.Max(state.GetValueOrDefault(plan)?.Used ?? 0, changed[plan].Select(hour => hour.Peak).DefaultIfEmpty(0).Max());
            if (changed[plan].LastOrDefault() is { } newest)
                state[plan] = newest;
            var last = state[plan];
            points.Add(new UsagePoint(slot, plan, last.Used, last.Waitlisted, last.Seats, peak));
            if (last.Ended)
                state.Remove(plan);
        }

        return points;
    }

    private async Task<IReadOnlyList<UsageHour>> BeforeAsync(IQueryable<UsageHour> hours, DateTimeOffset slot, CancellationToken ct) =>
        await hours
            .Where(hour => hour.Hour < slot && !hour.Ended && !db.UsageHours.Any(later =>
                later.OrganizationId == hour.OrganizationId && later.PlanKey == hour.PlanKey && later.Hour > hour.Hour && later.Hour < slot))
            .ToListAsync(ct);

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) => time.AddTicks(-(time.Ticks % step.Ticks));
}
