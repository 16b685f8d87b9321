using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;

namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>What must happen to a seat so that it is as facts and configuration want it.</summary>
internal enum SeatMove
{
    /// <summary>It is as it should be.</summary>
    None,

    /// <summary>The person is entitled and has nothing: a seat, or a place in line.</summary>
    Claim,

    /// <summary>The person is entitled to nothing and has something.</summary>
    Release,
}

/// <summary>
/// The heart: effective state is a pure function of facts and configuration. Event handlers, changes of plans and the reconciler all ask
/// here; whether a seat is free is the allocator's business.
/// </summary>
internal static class SeatRules
{
    /// <summary>The plan that the person is entitled to; null: none.</summary>
    public static Plan? Entitled(Person person, IEnumerable<Plan> plans) =>
        person.Active ? plans.SingleOrDefault(plan => plan.IsDefault) : null;

    /// <summary>
    /// What to do about a seat, given the plan that its person is entitled to. Who holds a seat keeps it while entitled to any:
    /// a change of plans moves seats itself, when all of them fit.
    /// </summary>
    public static SeatMove Move(Seat? seat, Plan? entitled) => (seat is { IsLive: true }, entitled) switch
    {
        (true, null) => SeatMove.Release,
        (false, not null) => SeatMove.Claim,
        _ => SeatMove.None,
    };
}
