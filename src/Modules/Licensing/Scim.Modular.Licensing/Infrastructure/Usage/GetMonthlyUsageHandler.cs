using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Application.Usage;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Usage;

/// <summary>Adds the hours up: read once, in their order, and never all at a time.</summary>
internal sealed class GetMonthlyUsageHandler(LicensingDbContext db, TimeProvider clock)
    : IQueryHandler<GetMonthlyUsage, IReadOnlyList<UsageMonth>>
{
    public async Task<IReadOnlyList<UsageMonth>> Handle(GetMonthlyUsage query, CancellationToken ct)
    {
        var months = new Dictionary<(string Plan, DateTimeOffset Month), (int Peak, double Seconds)>();
        UsageHour? last = null;
        var hours = db.UsageHours.AsNoTracking().OrderBy(hour => hour.PlanKey).ThenBy(hour => hour.Hour);
        await foreach (var hour in hours.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (last is not null)
                Continue(months, last, last.PlanKey == hour.PlanKey ? hour.Hour : clock.Now());
            Add(months, hour.PlanKey, MonthOf(hour.Hour), hour.Peak, hour.SeatSeconds);
            last = hour;
        }

        if (last is not null)
            Continue(months, last, clock.Now());
        return
        [
            .. months.OrderBy(pair => pair.Key.Month).ThenBy(pair => pair.Key.Plan, StringComparer.Ordinal)
                .Select(pair => new UsageMonth(
                    pair.Key.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), pair.Key.Plan, pair.Value.Peak,
                    Math.Round(pair.Value.Seconds / TimeSpan.SecondsPerDay, 3))),
        ];
    }

    // Until the next change everything was as the last one left it, over as many months as that took.
    private static void Continue(
        Dictionary<(string Plan, DateTimeOffset Month), (int Peak, double Seconds)> months, UsageHour last, DateTimeOffset until)
    {
        if (last.Ended)
            return;
        for (var from = last.CountedAt; from < until;)
        {
            var next = MonthOf(from).AddMonths(1);
            var to = next < until ? next : until;
            Add(months, last.PlanKey, MonthOf(from), last.Used, last.Used * (to - from).TotalSeconds);
            from = to;
        }
    }

    private static void Add(
        Dictionary<(string Plan, DateTimeOffset Month), (int Peak, double Seconds)> months, string plan, DateTimeOffset month, int peak,
        double seconds)
    {
        var (most, sum) = months.GetValueOrDefault((plan, month));
        months[(plan, month)] = (Math.Max(most, peak), sum + seconds);
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time) => new(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);
}
