using System.Globalization;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>A difference between what is stored and what the rules say.</summary>
internal sealed record SeatDrift(string Kind, Guid? UserId, string Subject, string? Stored, string? Computed);

/// <summary>Compares what is stored with what the rules say, and changes nothing.</summary>
internal static class SeatInspection
{
    private const string Seats = "seat";
    private const string Counts = "plan_count";

    /// <summary>Seats that would move.</summary>
    public static IReadOnlyList<SeatDrift> Of(IEnumerable<SeatCase> cases, IReadOnlyList<Plan> plans, DateTimeOffset now) =>
    [
        .. cases.Where(one => SeatRules.Move(one, now) != SeatMove.None).Select(one => new SeatDrift(
            Seats, one.Person.UserId.Value, one.Winner?.Plan ?? one.Seat!.PlanKey, StoredOf(one.Seat), SeatRules.OutcomeOf(one, plans).Text)),
    ];

    /// <summary>Counters that are wrong.</summary>
    public static IReadOnlyList<SeatDrift> Of(IEnumerable<Plan> plans, IReadOnlyDictionary<string, PlanCounts> counts) =>
    [
        .. plans.Where(plan => plan.Counts != counts.GetValueOrDefault(plan.Key))
            .Select(plan => new SeatDrift(Counts, null, plan.Key, Text(plan.Counts), Text(counts.GetValueOrDefault(plan.Key)))),
    ];

    /// <summary>Seats of people whom nobody knows.</summary>
    public static IReadOnlyList<SeatDrift> Of(IEnumerable<Seat> nobodys) =>
        [.. nobodys.Select(seat => new SeatDrift(Seats, seat.UserId.Value, seat.PlanKey, StoredOf(seat), null))];

    /// <summary>Who waits although a seat is free.</summary>
    public static async Task<IReadOnlyList<SeatDrift>> OverlookedAsync(
        IEnumerable<Plan> plans, ISeatRepository seats, int most, CancellationToken ct)
    {
        var overlooked = new List<SeatDrift>();
        foreach (var plan in plans.Where(plan => plan is { Free: > 0, Waiting: > 0 }))
        {
            var next = await seats.NextInLineAsync(plan.Key, Math.Min(plan.Free, most), ct);
            overlooked.AddRange(next.Select(seat => new SeatDrift(
                Seats, seat.UserId.Value, plan.Key, StoredOf(seat), new Outcome(plan.Key, Words.Of(SeatStatus.Assigned)).Text)));
        }

        return overlooked;
    }

    private static string? StoredOf(Seat? seat) =>
        seat is { IsLive: true } ? new Outcome(seat.PlanKey, Words.Of(seat.Status), seat.Holds ? seat.WaitsFor : null).Text : null;

    private static string Text(PlanCounts counts) => string.Create(
        CultureInfo.InvariantCulture, $"used {counts.Used}, reserved {counts.Reserved}, waiting {counts.Waiting}, overage {counts.Marked}");
}
