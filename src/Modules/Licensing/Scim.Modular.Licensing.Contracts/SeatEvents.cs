using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Contracts;

/// <summary>How a person's seat stands: what is held, and what is waited for. Who holds a seat of one plan may wait for a better one.</summary>
/// <param name="Plan">The key of the plan that is held or waited for; the last one of a released seat.</param>
/// <param name="Status"><c>assigned</c>, <c>waitlisted</c>, <c>releasing</c> or <c>released</c>.</param>
/// <param name="Since">Since when it has this status.</param>
/// <param name="Overage">It was given out beyond the bought number.</param>
/// <param name="Source">What entitles the person to it: <c>manual</c>, <c>mapping</c> or <c>default</c>; null for nothing.</param>
/// <param name="WaitsFor">The key of the plan in whose line the person stands; null for none.</param>
/// <param name="WaitsSince">Since when; the line goes by it.</param>
/// <param name="Priority">Who waits with a higher one is served first.</param>
/// <param name="HeldUntil">While releasing: until when the seat is kept for a quick return.</param>
public sealed record SeatFacts(
    string Plan, string Status, DateTimeOffset Since, bool Overage, string? Source, string? WaitsFor, DateTimeOffset? WaitsSince, int Priority,
    DateTimeOffset? HeldUntil);

/// <summary>An event of a person's seat. <c>Reason</c> says why, in a fixed word or two.</summary>
public interface ISeatEvent : IDomainEvent
{
    /// <summary>The person: the id that Identity gave the user.</summary>
    Guid UserId { get; }

    /// <summary>How the seat stands since then.</summary>
    SeatFacts Seat { get; }

    /// <summary>How it stood before; null for who never had one.</summary>
    SeatFacts? Before { get; }

    /// <summary>Why.</summary>
    string Reason { get; }

    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"seat:{UserId:D}";

    Guid? IDomainEvent.Person => UserId;
}

/// <summary>A person holds a seat: since now, of another plan, or within the bought number now.</summary>
public sealed record SeatAssigned(Guid UserId, long Version, SeatFacts Seat, SeatFacts? Before, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>A person stands in line: with nothing, or with a seat of another plan meanwhile.</summary>
public sealed record SeatWaitlisted(Guid UserId, long Version, SeatFacts Seat, SeatFacts? Before, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>A person is entitled to nothing any more, and the seat is kept for a while: it may be a moment between two pushes.</summary>
public sealed record SeatReleasing(Guid UserId, long Version, SeatFacts Seat, SeatFacts? Before, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>A person holds no seat and waits for none any more.</summary>
public sealed record SeatReleased(Guid UserId, long Version, SeatFacts Seat, SeatFacts? Before, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>So many of a directory's people were deactivated or deleted within an hour that its breaker has tripped.</summary>
public sealed record MassReleaseSuspected(Guid DirectoryId, long Version, int Removals, int People, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory-breaker:{DirectoryId:D}";

    Guid? IDomainEvent.Person => null;
}
