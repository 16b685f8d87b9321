using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Makes the next portion of people's seats, after a person, what the rules want them to be.</summary>
internal sealed record ReconcileSeats(Guid? After) : ICommand<Result<Reconciled>>;

/// <summary>Makes the counters of plans what their rows say, takes the next portion of seats from nobody's hands, and serves the lines.</summary>
internal sealed record ReconcilePlans : ICommand<Result<Reconciled>>;

/// <summary>What differed and is right now, and where to go on; null: that was the last portion.</summary>
internal sealed record Reconciled(IReadOnlyList<SeatDrift> Drift, Guid? Next);

internal sealed class ReconcileSeatsHandler(
    IPlanRepository plans, IPersonRepository people, SeatCases cases, SeatAllocator allocator, Portion atOnce, TimeProvider clock)
    : ICommandHandler<ReconcileSeats, Result<Reconciled>>
{
    public async Task<Result<Reconciled>> Handle(ReconcileSeats command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        var portion = await people.NextAsync(new Scope(Concerned.Everybody), command.After, atOnce.Size, ct);
        var found = await cases.OfAsync(portion, all, ct);
        var now = clock.Now();
        var drift = SeatInspection.Of(found, all, now);
        if (drift.Count > 0)
            await allocator.SettleAsync(found, all, new Cause(SeatReasons.Reconciled, now), ct);
        return new Reconciled(drift, portion.Count == atOnce.Size ? portion[^1].UserId.Value : null);
    }
}

internal sealed class ReconcilePlansHandler(
    IPlanRepository plans, ISeatRepository seats, SeatAllocator allocator, Portion atOnce, TimeProvider clock)
    : ICommandHandler<ReconcilePlans, Result<Reconciled>>
{
    public async Task<Result<Reconciled>> Handle(ReconcilePlans command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: true, ct);
        var counts = await plans.CountAsync(ct);
        var drift = SeatInspection.Of(all, counts);
        foreach (var plan in all)
        {
            if (plan.Recount(counts.GetValueOrDefault(plan.Key)))
                await plans.SaveCountsAsync(plan, ct);
        }

        var nobodys = await seats.NobodysAsync(atOnce.Size, ct);
        var served = await SeatInspection.OverlookedAsync(all, seats, atOnce.Size, ct);
        await allocator.ReleaseAsync(nobodys, all, new Cause(SeatReasons.Reconciled, clock.Now()), ct);
        return new Reconciled([.. drift, .. SeatInspection.Of(nobodys), .. served], nobodys.Count == atOnce.Size ? nobodys[^1].UserId.Value : null);
    }
}
