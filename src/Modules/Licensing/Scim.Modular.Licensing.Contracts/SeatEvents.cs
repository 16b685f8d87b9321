using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Contracts;

/// <summary>An event of a person's seat. <c>Plan</c> is the key of the plan; <c>Reason</c> says why, in a fixed word or two.</summary>
public interface ISeatEvent : IDomainEvent
{
    /// <summary>The person: the id that Identity gave the user.</summary>
    Guid UserId { get; }

    /// <summary>The plan's key.</summary>
    string Plan { get; }

    /// <summary>Why.</summary>
    string Reason { get; }

    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"seat:{UserId:D}";

    Guid? IDomainEvent.Person => UserId;
}

/// <summary>A person got a seat; <paramref name="Overage"/> when it is beyond the bought number.</summary>
public sealed record SeatAssigned(Guid UserId, long Version, string Plan, bool Overage, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>A person is entitled to a seat and none was free.</summary>
public sealed record SeatWaitlisted(Guid UserId, long Version, string Plan, string Reason, DateTimeOffset At) : ISeatEvent;

/// <summary>A person holds no seat and waits for none any more.</summary>
public sealed record SeatReleased(Guid UserId, long Version, string Plan, string Reason, DateTimeOffset At) : ISeatEvent;
