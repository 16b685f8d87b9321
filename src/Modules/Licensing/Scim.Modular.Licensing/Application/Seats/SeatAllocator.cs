using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>
/// The one door through which seats are given out and come back. Callers have locked the plans before; a seat that becomes free goes to
/// whoever is next in line, in the same transaction.
/// </summary>
internal sealed class SeatAllocator(
    ISeatRepository seats, IReservationRepository reservations, IReassessmentRepository reassessments, PlanLedger ledger, Portion atOnce,
    CallContext call, TimeProvider clock)
{
    /// <summary>
    /// Makes seats what facts and configuration want them to be; takes up the reservation, or gives it back. <paramref name="isLast"/>: no
    /// portion of the same work comes after this one. Until then nobody is served who stands in line: it may be for what has gone.
    /// </summary>
    public async Task SettleAsync(
        IReadOnlyList<SeatCase> cases, IReadOnlyList<Plan> all, Cause cause, CancellationToken ct, Reservation? admission = null,
        bool isLast = true)
    {
        var round = new SeatRound(all);
        foreach (var one in cases)
        {
            switch (SeatRules.Move(one, cause.At))
            {
                case SeatMove.Keep:
                    round.Keep(one.Seat!, one.Winner!.Kind, cause);
                    break;
                case SeatMove.Claim:
                    round.Add(ClaimOf(one, cause));
                    break;
                case SeatMove.Lose when HoldOf(one, round, cause) is { } until:
                    round.Hold(one.Seat!, until, cause);
                    break;
                case SeatMove.Lose or SeatMove.Release:
                    round.Release(one.Seat!, cause);
                    break;
                case SeatMove.None when IsHeldTooLong(one, round, cause):
                    round.Release(one.Seat!, cause);
                    break;
                default:
                    break;
            }
        }

        if (admission is not null)
            TakeUp(admission, round, cause);
        await FinishAsync(round, cause, null, ct, isLast);
    }

    /// <summary>Takes seats and places in line away, whatever the rules say, and serves who is next.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<Seat> leaving, IReadOnlyList<Plan> all, Cause cause, CancellationToken ct)
    {
        var round = new SeatRound(all);
        foreach (var seat in leaving)
            round.Release(seat, cause);
        await FinishAsync(round, cause, null, ct);
    }

    /// <summary>Gives reservations back that nobody takes up, and serves who is next.</summary>
    public async Task CancelAsync(IReadOnlyCollection<Reservation> unused, IReadOnlyList<Plan> all, CancellationToken ct)
    {
        var round = new SeatRound(all);
        foreach (var reservation in unused)
            GiveBack(reservation, round);
        await FinishAsync(round, new Cause(SeatReasons.ReservationLapsed, clock.Now()), null, ct);
    }

    /// <summary>Gives what is free to those in line, and counts <paramref name="changed"/> anew, which an administrator has changed.</summary>
    public Task ServeAsync(IReadOnlyList<Plan> all, Plan? changed, string reason, CancellationToken ct) =>
        FinishAsync(new SeatRound(all), new Cause(reason, clock.Now()), changed, ct);

    private async Task FinishAsync(SeatRound round, Cause cause, Plan? changed, CancellationToken ct, bool serveLines = true)
    {
        var served = cause with { Reason = SeatReasons.Serving(cause.Reason), At = clock.Now() };
        await ServeAsync(round, cause, served, serveLines, ct);
        round.LineUp(cause with { Reason = SeatReasons.PlanFull });
        foreach (var plan in round.Plans)
            await UnmarkAsync(plan, round, served, ct);
        foreach (var plan in round.Plans)
        {
            if (plan == changed || plan.Moves != default)
                await ledger.SaveAsync(plan, served.At, ct);
        }
    }

    /// <summary>
    /// Serves the lines, with those who come into them now, until nothing is free that anybody waits for: who moves from one plan to
    /// another leaves a seat to the next one there.
    /// </summary>
    private async Task ServeAsync(SeatRound round, Cause cause, Cause served, bool serveLines, CancellationToken ct)
    {
        var left = atOnce.Size;
        var exhausted = new HashSet<string>(StringComparer.Ordinal);
        while (round.Plans.FirstOrDefault(one => IsServable(one) && !exhausted.Contains(one.Key)) is { } plan)
        {
            var line = plan.Waiting == 0 ? [] : await LineOfAsync(plan, Math.Min(plan.Free, left + 1), round, ct);
            var pending = round.PendingOf(plan).ToHashSet();
            var next = line.Concat(pending)
                .OrderByDescending(claim => claim.Moves).ThenByDescending(claim => claim.Winner.Priority).ThenBy(claim => claim.Since)
                .ThenBy(claim => claim.FirstSeen).ThenBy(claim => claim.Seat.UserId).Take(plan.Free)
                // Who comes behind somebody of the line who is served in the next portion is not served before.
                .TakeWhile(claim => pending.Contains(claim) || left-- > 0).ToArray();
            left = Math.Max(0, left);
            foreach (var claim in next)
                round.Assign(claim, plan, pending.Contains(claim) ? cause : served);
            if (left == 0 && plan.Waiting > 0 && plan.Free > 0)
                (await reassessments.OfAsync(new Scope(Concerned.Line, plan.Id), ct)).Continue(null, served);
            else if (next.Length > 0)
                continue;
            exhausted.Add(plan.Key);
        }

        bool IsServable(Plan plan) => plan.Free > 0 && (plan.Waiting > 0 ? serveLines : round.PendingOf(plan).Count > 0);
    }

    private async Task<IEnumerable<Claim>> LineOfAsync(Plan plan, int most, SeatRound round, CancellationToken ct) =>
        (await seats.NextInLineAsync(plan.Key, most + round.Touched, ct))
            .Where(seat => round.StandsInLine(seat, plan))
            .Take(most)
            .Select(seat => new Claim(
                seat, new Source(seat.WaitsBy!.Value, plan.Key, seat.Priority, plan.Rank), seat.Holds ? seat.Source : null, seat.WaitsSince!.Value))
            .ToArray();

    private Claim ClaimOf(SeatCase one, Cause cause)
    {
        var seat = one.Seat ?? NewSeat(one.Person.UserId);
        var winner = one.Winner!;
        // Who waited for the plan before keeps the place in line, and so does everybody whose line an administrator moved.
        var keepsPlace = seat.WaitsFor == winner.Plan || (seat.WaitsFor is not null && cause.Reason == SeatReasons.PlanChanged);
        var covering = one.Covering?.Kind;
        return new Claim(
            seat, winner, covering, keepsPlace ? seat.WaitsSince!.Value : cause.At, one.Person.FirstSeen,
            Moves: covering == SourceKind.Default && winner.Kind == SourceKind.Default);
    }

    private void TakeUp(Reservation admission, SeatRound round, Cause cause)
    {
        var plan = round.PlanOf(admission.PlanKey);
        if (plan is { Reserved: > 0 } && round.PendingOf(plan) is [var claim, ..])
        {
            reservations.Remove(admission);
            round.Assign(claim, plan, cause, reserved: true);
        }
        else
        {
            GiveBack(admission, round);
        }
    }

    private void GiveBack(Reservation reservation, SeatRound round)
    {
        reservations.Remove(reservation);
        round.PlanOf(reservation.PlanKey)?.Move(reserved: -1);
    }

    /// <summary>Seats that were beyond the bought number are within it now: those that have been so for the longest time.</summary>
    private async Task UnmarkAsync(Plan plan, SeatRound round, Cause cause, CancellationToken ct)
    {
        var count = plan.Marked - plan.Surplus;
        if (count <= 0)
            return;
        var marked = (await seats.OldestOverageAsync(plan.Key, count + round.Touched, ct)).Where(seat => seat.Overage && seat.PlanKey == plan.Key);
        foreach (var seat in marked.Take(count).ToArray())
            SeatRound.ComeWithin(seat, plan, cause);
    }

    /// <summary>Until when a seat is kept that its person loses now; null: not at all.</summary>
    private static DateTimeOffset? HoldOf(SeatCase one, SeatRound round, Cause cause)
    {
        if (!cause.Provider)
            return null;
        if (one.Holding)
            return Seat.UntilDecided;
        var plan = round.PlanOf(one.Seat!.PlanKey);
        var seconds = (one.Entitled ? plan?.HoldSeconds : plan?.DeactivationHoldSeconds) ?? 0;
        return seconds > 0 ? cause.At.AddSeconds(seconds) : null;
    }

    // Who lost a group, and is deactivated while the seat is kept for that.
    private static bool IsHeldTooLong(SeatCase one, SeatRound round, Cause cause) =>
        one.Seat is { Status: SeatStatus.Releasing } seat && seat.HeldUntil != Seat.UntilDecided && !one.Person.Active
        && one.Standing != Domain.Directories.Standing.Frozen && cause.Provider && HoldOf(one, round, cause) is null;

    private Seat NewSeat(UserId user)
    {
        var seat = Seat.None(call.Organization, user);
        seats.Add(seat);
        return seat;
    }
}
