using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Contracts;

/// <summary>A plan as it was saved: a line of the organization's history, and what identity providers are offered to give.</summary>
/// <param name="Key">Its key, such as <c>enterprise</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Seats">How many seats were bought; null: unlimited.</param>
/// <param name="Rank">Its rank among the plans.</param>
/// <param name="IsDefault">Whether it is the organization's default plan.</param>
/// <param name="Overflow">What happens when it is full: <c>waitlist</c>, <c>overage</c> or <c>reject</c>.</param>
/// <param name="OverageLimit">How many seats beyond the bought ones are given out; null: no limit.</param>
/// <param name="HoldSeconds">How long the seat of who lost a group is kept.</param>
/// <param name="DeactivationHoldSeconds">How long the seat of who was deactivated or deleted is kept.</param>
public sealed record PlanFacts(
    string Key, string Name, int? Seats, int Rank, bool IsDefault, string Overflow, int? OverageLimit, int HoldSeconds,
    int DeactivationHoldSeconds = 0);

/// <summary>An event of a plan's story. A key may be used again by another plan after this one is deleted.</summary>
public interface IPlanEvent : IDomainEvent
{
    /// <summary>The plan.</summary>
    Guid PlanId { get; }

    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"plan:{PlanId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>An administrator made a plan.</summary>
public sealed record PlanCreated(Guid PlanId, long Version, PlanFacts Plan, DateTimeOffset At) : IPlanEvent;

/// <summary>An administrator changed a plan.</summary>
public sealed record PlanChanged(Guid PlanId, long Version, PlanFacts Plan, DateTimeOffset At) : IPlanEvent;

/// <summary>An administrator deleted a plan.</summary>
public sealed record PlanDeleted(Guid PlanId, long Version, string Key, DateTimeOffset At) : IPlanEvent;
