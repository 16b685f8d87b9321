using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Usage;

/// <summary>How far the points of a series are apart.</summary>
internal enum UsageStep
{
    Hour,
    Day,
}

/// <summary>Where a page of points ends.</summary>
internal sealed record UsagePlace(DateTimeOffset At, string Plan);

/// <summary>
/// How plans were used from a time up to another, which is not included; after <paramref name="After"/>. <paramref name="Plan"/>: only this one.
/// </summary>
internal sealed record GetUsage(DateTimeOffset From, DateTimeOffset To, UsageStep Step, UsagePlace? After, int Most, string? Plan = null)
    : IQuery<IReadOnlyList<UsagePoint>>;

/// <summary>How a plan was used in an hour or a day.</summary>
/// <param name="At">When it began.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Used">Used seats at its end.</param>
/// <param name="Waitlisted">People in line at its end.</param>
/// <param name="Seats">Bought seats at its end; null: unlimited.</param>
/// <param name="Peak">The most seats that were used at a time.</param>
internal sealed record UsagePoint(DateTimeOffset At, string Plan, int Used, int Waitlisted, int? Seats, int Peak);

/// <summary>How plans were used in each month that is known.</summary>
internal sealed record GetMonthlyUsage : IQuery<IReadOnlyList<UsageMonth>>;

/// <summary>How a plan was used in a month.</summary>
/// <param name="Month">The month, such as <c>2026-01</c>.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Peak">The most seats that were used at a time.</param>
/// <param name="SeatDays">Used seats times days.</param>
internal sealed record UsageMonth(string Month, string Plan, int Peak, double SeatDays);
