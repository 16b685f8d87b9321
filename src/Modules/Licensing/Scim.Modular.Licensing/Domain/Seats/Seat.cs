using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Seats;

internal enum SeatStatus
{
    /// <summary>Holds a seat.</summary>
    Assigned,

    /// <summary>Entitled to nothing any more; the seat is kept for a quick return.</summary>
    Releasing,

    /// <summary>Entitled, holds nothing, and no seat was free.</summary>
    Waitlisted,

    /// <summary>Holds nothing and waits for nothing. Kept, so that the person's story goes on when it comes back.</summary>
    Released,
}

/// <summary>
/// Why a seat changes, and when. <paramref name="Provider"/>: the identity provider caused it, so a seat that is lost is kept for as long
/// as its plan says; what an administrator does takes effect at once.
/// </summary>
internal readonly record struct Cause(string Reason, DateTimeOffset At, bool Provider = false);

/// <summary>
/// What a person has of the organization's seats: one row a person, for ever. Its events are its history. Who holds a seat of one plan
/// may stand in the line of a better one.
/// </summary>
internal sealed class Seat : AggregateRoot, IOwnedByOrganization
{
    /// <summary>Until when a seat is kept that waits for an administrator's decision: longer than anybody waits.</summary>
    public static readonly DateTimeOffset UntilDecided = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private Seat()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The plan of the seat that is held or waited for; the last one of a released seat.</summary>
    public string PlanKey { get; private set; } = "";

    public SeatStatus Status { get; private set; }

    /// <summary>Since when it has this status.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>It was given out beyond the bought number.</summary>
    public bool Overage { get; private set; }

    /// <summary>What entitles the person to <see cref="PlanKey"/>; null for nothing.</summary>
    public SourceKind? Source { get; private set; }

    /// <summary>The plan in whose line the person stands.</summary>
    public string? WaitsFor { get; private set; }

    public DateTimeOffset? WaitsSince { get; private set; }

    /// <summary>What entitles the person to what it waits for.</summary>
    public SourceKind? WaitsBy { get; private set; }

    /// <summary>Who waits with a higher one is served first.</summary>
    public int Priority { get; private set; }

    /// <summary>While releasing: until when the seat is kept.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Counts as used.</summary>
    public bool Holds => Status is SeatStatus.Assigned or SeatStatus.Releasing;

    public bool IsLive => Status != SeatStatus.Released;

    private State Now => new(PlanKey, Status, Since, Overage, Source, WaitsFor, WaitsSince, WaitsBy, Priority, HeldUntil);

    /// <summary>A person who never had one.</summary>
    public static Seat None(OrganizationId organization, UserId user) =>
        new() { OrganizationId = organization, UserId = user, Status = SeatStatus.Released };

    /// <summary>Holds a seat of the plan, and waits for nothing.</summary>
    public void Assign(string plan, bool overage, SourceKind source, Cause cause)
    {
        // A seat that only moves to another plan, or into the bought number, has been held all the time.
        var since = Status == SeatStatus.Assigned ? Since : cause.At;
        if (Become(new State(plan, SeatStatus.Assigned, since, overage, source), cause) is { } before)
            Raise(version => new SeatAssigned(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At));
    }

    /// <summary>The seat is within the bought number now; whatever else it is stays.</summary>
    public void ComeWithin(Cause cause)
    {
        if (Become(Now with { Overage = false }, cause) is not { } before)
            return;
        Raise(version => Status == SeatStatus.Releasing
            ? new SeatReleasing(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At)
            : new SeatAssigned(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At));
    }

    /// <summary>Stands in the line of the winner's plan, and holds nothing.</summary>
    public void Wait(Source winner, DateTimeOffset lineSince, Cause cause)
    {
        var since = Status == SeatStatus.Waitlisted ? Since : cause.At;
        Queue(new State(winner.Plan, SeatStatus.Waitlisted, since, false, winner.Kind), winner, lineSince, cause);
    }

    /// <summary>Stands in the line of the winner's plan, and keeps the seat of another plan meanwhile, to which a losing source entitles.</summary>
    public void WaitWithSeat(Source winner, SourceKind covering, DateTimeOffset lineSince, Cause cause)
    {
        var since = Status == SeatStatus.Assigned ? Since : cause.At;
        Queue(new State(PlanKey, SeatStatus.Assigned, since, Overage, covering), winner, lineSince, cause);
    }

    /// <summary>Entitled to nothing any more: the seat is kept until then.</summary>
    public void Hold(DateTimeOffset until, Cause cause)
    {
        var since = Status == SeatStatus.Releasing ? Since : cause.At;
        if (Become(new State(PlanKey, SeatStatus.Releasing, since, Overage, null, HeldUntil: until), cause) is { } before)
            Raise(version => new SeatReleasing(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At));
    }

    public void Release(Cause cause)
    {
        if (IsLive && Become(new State(PlanKey, SeatStatus.Released, cause.At, false, null), cause) is { } before)
            Raise(version => new SeatReleased(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At));
    }

    private SeatFacts Facts => Now.Facts!;

    private void Queue(State next, Source winner, DateTimeOffset lineSince, Cause cause)
    {
        next = next with { WaitsFor = winner.Plan, WaitsSince = lineSince, WaitsBy = winner.Kind, Priority = winner.Priority };
        if (Become(next, cause) is { } before)
            Raise(version => new SeatWaitlisted(UserId.Value, version, Facts, before.Facts, cause.Reason, cause.At));
    }

    /// <summary>Answers how it was before, or null when nothing changes.</summary>
    private State? Become(State next, Cause cause)
    {
        var before = Now with { Exists = Version > 0 };
        if (next == before)
            return null;
        (PlanKey, Status, Since, Overage, Source, WaitsFor, WaitsSince, WaitsBy, Priority, HeldUntil, _) = next;
        Reason = cause.Reason;
        return before;
    }

    private sealed record State(
        string Plan, SeatStatus Status, DateTimeOffset Since, bool Overage, SourceKind? Source, string? WaitsFor = null,
        DateTimeOffset? WaitsSince = null, SourceKind? WaitsBy = null, int Priority = 0, DateTimeOffset? HeldUntil = null, bool Exists = true)
    {
        public SeatFacts? Facts => Exists
            ? new(Plan, Words.Of(Status), Since, Overage, Source is { } source ? Words.Of(source) : null, WaitsFor, WaitsSince, Priority, HeldUntil)
            : null;
    }
}
