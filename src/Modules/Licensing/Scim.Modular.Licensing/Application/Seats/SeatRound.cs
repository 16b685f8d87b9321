using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Somebody who should have a seat of a plan, with the place that it has in line for it.</summary>
/// <param name="Seat">What the person has now.</param>
/// <param name="Winner">The source whose plan it is.</param>
/// <param name="Covering">By what the person keeps the seat of another plan meanwhile; null: it holds none, or loses it.</param>
/// <param name="Since">Since when it stands in line.</param>
/// <param name="FirstSeen">Who came first is served first, of those who come into the line at the same time.</param>
/// <param name="Moves">The default plan is another one, and the person holds a seat of the one before: those move before anybody is served.</param>
internal sealed record Claim(
    Seat Seat, Source Winner, SourceKind? Covering, DateTimeOffset Since, DateTimeOffset FirstSeen = default, bool Moves = false);

/// <summary>
/// The moves of one unit of work: each changes a seat and the counters of the plans that it concerns together. What a person holds whose
/// claim is pending, and is not covered, is free already.
/// </summary>
internal sealed class SeatRound(IReadOnlyList<Plan> plans)
{
    private readonly Dictionary<string, List<Claim>> _pending = [];
    private readonly HashSet<Seat> _outOfLine = [];
    private readonly HashSet<Seat> _vacated = [];

    public IReadOnlyList<Plan> Plans => plans;

    /// <summary>How many people are dealt with: their rows may still say what was before.</summary>
    public int Touched { get; private set; }

    public IReadOnlyList<Claim> PendingOf(Plan plan) => _pending.GetValueOrDefault(plan.Key) ?? [];

    public Plan? PlanOf(string key) => plans.FirstOrDefault(plan => plan.Key == key);

    /// <summary>Stands in the plan's line, and nothing was done about it in this round.</summary>
    public bool StandsInLine(Seat seat, Plan plan) => seat.WaitsFor == plan.Key && !_outOfLine.Contains(seat);

    public void Add(Claim claim)
    {
        LeaveLine(claim.Seat);
        if (claim.Covering is null)
            GiveBack(claim.Seat);
        if (!_pending.TryGetValue(claim.Winner.Plan, out var list))
            _pending[claim.Winner.Plan] = list = [];
        list.Add(claim);
    }

    /// <summary>The seat that the person holds is the right one.</summary>
    public void Keep(Seat seat, SourceKind source, Cause cause)
    {
        LeaveLine(seat);
        seat.Assign(seat.PlanKey, seat.Overage, source, cause);
    }

    public void Assign(Claim claim, Plan plan, Cause cause, bool reserved = false)
    {
        var seat = claim.Seat;
        LeaveLine(seat);
        GiveBack(seat);
        _pending.GetValueOrDefault(plan.Key)?.Remove(claim);
        plan.Move(used: 1, reserved: reserved ? -1 : 0);
        var overage = plan.IsOverage(plan.Used);
        if (overage)
            plan.Move(marked: 1);
        seat.Assign(plan.Key, overage, claim.Winner.Kind, cause);
    }

    public void Hold(Seat seat, DateTimeOffset until, Cause cause)
    {
        LeaveLine(seat);
        seat.Hold(until, cause);
    }

    public void Release(Seat seat, Cause cause)
    {
        LeaveLine(seat);
        GiveBack(seat);
        seat.Release(cause);
    }

    /// <summary>Whoever has a claim and got nothing stands in line.</summary>
    public void LineUp(Cause cause)
    {
        foreach (var claim in _pending.Values.SelectMany(claims => claims))
        {
            PlanOf(claim.Winner.Plan)!.Move(waiting: 1);
            if (claim.Covering is { } covering)
                claim.Seat.WaitWithSeat(claim.Winner, covering, claim.Since, cause);
            else
                claim.Seat.Wait(claim.Winner, claim.Since, cause);
        }
    }

    /// <summary>A seat is within the bought number now.</summary>
    public static void ComeWithin(Seat seat, Plan plan, Cause cause)
    {
        plan.Move(marked: -1);
        seat.ComeWithin(cause);
    }

    private void LeaveLine(Seat seat)
    {
        if (!_outOfLine.Add(seat))
            return;
        Touched++;
        if (seat.WaitsFor is { } plan)
            PlanOf(plan)?.Move(waiting: -1);
    }

    private void GiveBack(Seat seat)
    {
        if (seat.Holds && _vacated.Add(seat))
            PlanOf(seat.PlanKey)?.Move(used: -1, marked: seat.Overage ? -1 : 0);
    }
}
