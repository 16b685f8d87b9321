using System.Text.Json.Serialization;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Plans;

/// <summary>One plan.</summary>
internal sealed record GetPlan(string Key) : IQuery<PlanView?>;

/// <summary>Plans in the order of their keys, after <paramref name="After"/>.</summary>
internal sealed record ListPlans(string? After, int Most) : IQuery<IReadOnlyList<PlanView>>;

/// <summary>A plan as administrators see it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Seats">How many were bought; null: unlimited.</param>
/// <param name="Rank">Which of several group-mapped plans of the same priority wins: the highest.</param>
/// <param name="IsDefault">Everybody is entitled to it.</param>
/// <param name="Overflow">What happens when it is full: <c>waitlist</c>, <c>overage</c> or <c>reject</c>.</param>
/// <param name="OverageLimit">Seats beyond the bought number at most; null: no limit.</param>
/// <param name="HoldSeconds">How long the seat of who lost the last group that entitles to it is kept for a quick return.</param>
/// <param name="DeactivationHoldSeconds">How long the seat of who was deactivated or deleted is kept.</param>
/// <param name="Used">Seats that people hold, those included that are kept for a quick return.</param>
/// <param name="Reserved">Seats kept for users who are being created just now.</param>
/// <param name="Available">Bought seats that are left; null: unlimited.</param>
/// <param name="Waitlisted">People who wait for one.</param>
/// <param name="Releasing">Seats that are kept for a quick return.</param>
/// <param name="Overage">Seats given out beyond the bought number, as the policy allows.</param>
/// <param name="OverCommitted">More seats are held than may be given out: nobody loses one, and nobody gets one.</param>
internal sealed record PlanView(
    string Key, string Name, int? Seats, int Rank, bool IsDefault, string Overflow, int? OverageLimit, int HoldSeconds,
    int DeactivationHoldSeconds, int Used, int Reserved, int? Available, int Waitlisted, int Releasing, int Overage, bool OverCommitted)
{
    /// <summary>Goes out as the <c>ETag</c>.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    public static PlanView Of(Plan plan, int releasing) => new(
        plan.Key, plan.Name, plan.Seats, plan.Rank, plan.IsDefault, Words.Of(plan.Overflow), plan.OverageLimit, plan.HoldSeconds,
        plan.DeactivationHoldSeconds, plan.Used, plan.Reserved, plan.Available, plan.Waiting, releasing,
        plan.Overflow == OverflowPolicy.Overage ? plan.Surplus : 0, plan.OverCommitted)
    {
        Version = plan.Version,
    };
}
