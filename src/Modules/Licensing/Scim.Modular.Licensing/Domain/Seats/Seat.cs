using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Seats;

internal enum SeatStatus
{
    /// <summary>Holds a seat.</summary>
    Assigned,

    /// <summary>Entitled, but no seat was free.</summary>
    Waitlisted,

    /// <summary>Holds nothing and waits for nothing. Kept, so that the person's story goes on when it comes back.</summary>
    Released,
}

/// <summary>Why a seat changes, and when.</summary>
internal readonly record struct Cause(string Reason, DateTimeOffset At);

/// <summary>What a person has of the organization's seats: one row a person, for ever. Its events are its history.</summary>
internal sealed class Seat : AggregateRoot, IOwnedByOrganization
{
    private Seat()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The plan of the seat that is held or waited for; the last one of a released seat.</summary>
    public string PlanKey { get; private set; } = "";

    public SeatStatus Status { get; private set; }

    /// <summary>Since when it has this status. The waiting list goes by it.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>It was given out beyond the bought number.</summary>
    public bool Overage { get; private set; }

    /// <summary>Who waits with a higher one is served first.</summary>
    public int Priority { get; private set; }

    public string Reason { get; private set; } = "";

    public bool Holds => Status == SeatStatus.Assigned;

    public bool IsLive => Status != SeatStatus.Released;

    /// <summary>A person who never had one.</summary>
    public static Seat None(OrganizationId organization, UserId user) =>
        new() { OrganizationId = organization, UserId = user, Status = SeatStatus.Released };

    public void Assign(string plan, bool overage, Cause cause)
    {
        if (Holds && PlanKey == plan && Overage == overage)
            return;

        // A seat that only moves to another plan, or into the bought number, has been held all the time.
        var since = Holds ? Since : cause.At;
        Become(SeatStatus.Assigned, plan, overage, since, cause.Reason);
        Raise(version => new SeatAssigned(UserId.Value, version, plan, overage, cause.Reason, cause.At));
    }

    public void Wait(string plan, Cause cause)
    {
        if (Status == SeatStatus.Waitlisted && PlanKey == plan)
            return;

        // Who waited for the plan before keeps the place in line.
        var since = Status == SeatStatus.Waitlisted ? Since : cause.At;
        Become(SeatStatus.Waitlisted, plan, overage: false, since, cause.Reason);
        Raise(version => new SeatWaitlisted(UserId.Value, version, plan, cause.Reason, cause.At));
    }

    public void Release(Cause cause)
    {
        if (!IsLive)
            return;

        Become(SeatStatus.Released, PlanKey, overage: false, cause.At, cause.Reason);
        Raise(version => new SeatReleased(UserId.Value, version, PlanKey, cause.Reason, cause.At));
    }

    private void Become(SeatStatus status, string plan, bool overage, DateTimeOffset since, string reason) =>
        (Status, PlanKey, Overage, Since, Reason) = (status, plan, overage, since, reason);
}
