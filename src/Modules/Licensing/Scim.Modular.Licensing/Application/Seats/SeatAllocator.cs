using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.People;
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
    IPlanRepository plans, ISeatRepository seats, IReservationRepository reservations, CallContext call, TimeProvider clock)
{
    /// <summary>Makes one person's seat what the facts and the plans want it to be; takes up the reservation, or gives it back.</summary>
    public async Task AssessAsync(
        Person person, Seat? seat, IReadOnlyList<Plan> all, Reservation? admission, Cause cause, CancellationToken ct)
    {
        var plan = SeatRules.Entitled(person, all);
        switch (SeatRules.Move(seat, plan))
        {
            case SeatMove.Claim:
                seat ??= NewSeat(person.UserId);
                if (admission?.PlanKey == plan!.Key && await plans.TakeReservedAsync(plan, ct))
                {
                    reservations.Remove(admission);
                    seat.Assign(plan.Key, plan.IsOverage(plan.Used), cause);
                    return;
                }

                await TakeOrWaitAsync(plan, [seat], cause, ct);
                break;
            case SeatMove.Release:
                await ReleaseAsync([seat!], all, cause, ct);
                break;
            default:
                break;
        }

        if (admission is not null)
            await CancelAsync([admission], all, ct);
    }

    /// <summary>Takes seats and places in line away, and serves who is next.</summary>
    public async Task ReleaseAsync(IReadOnlyCollection<Seat> leaving, IReadOnlyList<Plan> all, Cause cause, CancellationToken ct)
    {
        var unmarked = leaving.Where(seat => seat.Holds && !seat.Overage).ToLookup(seat => seat.PlanKey);
        foreach (var (plan, surplus) in await TakeAwayAsync(leaving, all, cause, ct))
        {
            await UnmarkAsync(plan, Math.Min(surplus - plan.Surplus, unmarked[plan.Key].Count()), SeatReasons.SeatFreed, ct);
            await ServeAsync(plan, SeatReasons.SeatFreed, ct);
        }
    }

    /// <summary>Gives reservations back that nobody takes up, and serves who is next.</summary>
    public async Task CancelAsync(IReadOnlyCollection<Reservation> unused, IReadOnlyList<Plan> all, CancellationToken ct)
    {
        foreach (var group in unused.ToLookup(reservation => reservation.PlanKey))
        {
            foreach (var reservation in group)
                reservations.Remove(reservation);
            if (all.SingleOrDefault(plan => plan.Key == group.Key) is not { } plan)
                continue;
            await plans.CancelReservedAsync(plan, group.Count(), ct);
            await ServeAsync(plan, SeatReasons.ReservationLapsed, ct);
        }
    }

    /// <summary>
    /// Follows a change of the default plan. Who holds a seat gets one of the new plan, or nothing changes at all; who waits keeps the
    /// place in line; who had nothing is assessed, oldest first. Without a default plan nobody is entitled to anything.
    /// </summary>
    public async Task<Error?> ChangeDefaultAsync(Plan? plan, IReadOnlyList<Plan> all, CancellationToken ct)
    {
        var cause = new Cause(SeatReasons.PlanChanged, clock.Now());
        var outside = await seats.LiveOutsideAsync(plan?.Key, ct);
        if (plan is null)
        {
            await TakeAwayAsync(outside, all, cause, ct);
            return null;
        }

        var holders = outside.Where(seat => seat.Holds).ToArray();
        if (holders.Length > plan.Free)
            return PlanErrors.TooSmall(plan, holders.Length);

        var left = holders.ToLookup(seat => seat.PlanKey);
        await TakeOrWaitAsync(plan, holders, cause, ct);
        foreach (var group in left)
        {
            if (all.SingleOrDefault(other => other.Key == group.Key) is { } other)
                await plans.GiveBackAsync(other, group.Count(), ct);
        }

        await ServeAsync(plan, SeatReasons.PlanChanged, ct);
        var without = await seats.ActiveWithoutAsync(ct);
        Seat[] line =
        [
            .. outside.Where(seat => seat.Status == SeatStatus.Waitlisted),
            .. without.Select(person => person.Before ?? NewSeat(person.User)),
        ];
        await TakeOrWaitAsync(plan, line, cause, ct);
        return null;
    }

    /// <summary>Follows a change of a plan's numbers: <paramref name="surplus"/> seats were beyond the bought number before.</summary>
    public async Task ChangeNumbersAsync(Plan plan, int surplus, string reason, CancellationToken ct)
    {
        await UnmarkAsync(plan, surplus - plan.Surplus, reason, ct);
        await ServeAsync(plan, reason, ct);
    }

    /// <summary>Takes away without serving anybody. Answers the plans that have free seats since, with the surplus that each had.</summary>
    private async Task<IReadOnlyList<(Plan Plan, int Surplus)>> TakeAwayAsync(
        IReadOnlyCollection<Seat> leaving, IReadOnlyList<Plan> all, Cause cause, CancellationToken ct)
    {
        var freed = new List<(Plan, int)>();
        foreach (var group in leaving.Where(seat => seat.Holds).ToLookup(seat => seat.PlanKey))
        {
            if (all.SingleOrDefault(plan => plan.Key == group.Key) is not { } plan)
                continue;
            freed.Add((plan, plan.Surplus));
            await plans.GiveBackAsync(plan, group.Count(), ct);
        }

        foreach (var seat in leaving)
            seat.Release(cause);
        return freed;
    }

    /// <summary>Gives what is free to those in line, all of it at once.</summary>
    private async Task ServeAsync(Plan plan, string reason, CancellationToken ct)
    {
        if (plan.Free == 0)
            return;

        var next = await seats.NextInLineAsync(plan.Key, plan.Free, ct);
        var used = plan.Used;
        if (next.Count == 0 || !await plans.TakeAsync(plan, next.Count, ct))
            return;
        foreach (var seat in next)
            seat.Assign(plan.Key, plan.IsOverage(++used), new Cause(reason, clock.Now()));
    }

    /// <summary>Gives seats to these people in their order, as far as there are any; the others wait.</summary>
    private async Task TakeOrWaitAsync(Plan plan, IReadOnlyList<Seat> people, Cause cause, CancellationToken ct)
    {
        var used = plan.Used;
        var served = Math.Min(people.Count, plan.Free);
        if (served > 0 && !await plans.TakeAsync(plan, served, ct))
            served = 0;
        for (var i = 0; i < people.Count; i++)
        {
            if (i < served)
                people[i].Assign(plan.Key, plan.IsOverage(++used), cause);
            else
                people[i].Wait(plan.Key, cause with { Reason = SeatReasons.PlanFull });
        }
    }

    /// <summary>Seats that were beyond the bought number are within it now: those that have been so for the longest time.</summary>
    private async Task UnmarkAsync(Plan plan, int count, string reason, CancellationToken ct)
    {
        if (count <= 0)
            return;
        foreach (var seat in await seats.OldestOverageAsync(plan.Key, count, ct))
            seat.Assign(plan.Key, overage: false, new Cause(reason, clock.Now()));
    }

    private Seat NewSeat(UserId user)
    {
        var seat = Seat.None(call.Organization, user);
        seats.Add(seat);
        return seat;
    }
}
