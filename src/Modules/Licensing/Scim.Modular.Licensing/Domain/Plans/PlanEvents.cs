using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Plans;

/// <summary>A plan as it was saved: a line of the organization's history. No other module hears of plans.</summary>
internal sealed record PlanFacts(
    string Key, string Name, int? Seats, int Rank, bool IsDefault, string Overflow, int? OverageLimit, int HoldSeconds);

internal sealed record PlanCreated(Guid PlanId, long Version, PlanFacts Plan, DateTimeOffset At) : IPlanEvent;

internal sealed record PlanChanged(Guid PlanId, long Version, PlanFacts Plan, DateTimeOffset At) : IPlanEvent;

internal sealed record PlanDeleted(Guid PlanId, long Version, string Key, DateTimeOffset At) : IPlanEvent;

internal interface IPlanEvent : IDomainEvent
{
    Guid PlanId { get; }

    string IDomainEvent.Stream => $"plan:{PlanId:D}";

    Guid? IDomainEvent.Person => null;
}
