using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Usage;

/// <summary>
/// How a plan was used in an hour in which something changed; an hour without a row is like the end of the last one that has one.
/// </summary>
internal sealed class UsageHour : IOwnedByOrganization
{
    /// <summary>How long rows are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(400);

    private UsageHour()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public string PlanKey { get; private set; } = "";

    /// <summary>When the hour began.</summary>
    public DateTimeOffset Hour { get; private set; }

    /// <summary>When it was counted last: what follows is as of then.</summary>
    public DateTimeOffset CountedAt { get; private set; }

    public int Used { get; private set; }

    public int Waitlisted { get; private set; }

    /// <summary>Bought seats; null: unlimited.</summary>
    public int? Seats { get; private set; }

    /// <summary>The most seats that were used at a time.</summary>
    public int Peak { get; private set; }

    /// <summary>Used seats times seconds, from the hour's beginning to the last count.</summary>
    public double SeatSeconds { get; private set; }

    /// <summary>The plan was deleted then.</summary>
    public bool Ended { get; private set; }

    public static DateTimeOffset HourOf(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour));

    /// <summary>Begins an hour, through which so many seats have been used so far.</summary>
    public static UsageHour Begin(Plan plan, int used, DateTimeOffset now) => new()
    {
        OrganizationId = plan.OrganizationId,
        PlanKey = plan.Key,
        Hour = HourOf(now),
        CountedAt = HourOf(now),
        Used = used,
        Peak = used,
    };

    public void Count(Plan plan, DateTimeOffset now)
    {
        SeatSeconds += Used * Math.Max(0, (now - CountedAt).TotalSeconds);
        (CountedAt, Used, Waitlisted, Seats, Ended) = (now, plan.Used, plan.Waiting, plan.Seats, false);
        Peak = Math.Max(Peak, Used);
    }

    public void End(DateTimeOffset now)
    {
        SeatSeconds += Used * Math.Max(0, (now - CountedAt).TotalSeconds);
        (CountedAt, Used, Waitlisted, Seats, Ended) = (now, 0, 0, 0, true);
    }
}

/// <summary>The hours in which something changed.</summary>
internal interface IUsageRepository
{
    Task<UsageHour?> FindAsync(string plan, DateTimeOffset hour, CancellationToken ct);

    void Add(UsageHour hour);

    /// <summary>Removes older hours, but of each plan the last one: later hours without a row are like it.</summary>
    Task RemoveBeforeAsync(DateTimeOffset time, CancellationToken ct);
}
