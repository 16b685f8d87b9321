using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Frees the seats that were kept for somebody who did not come back in time: one portion, and says whether there may be more.</summary>
internal sealed record ReleaseLapsedHolds : ICommand<Result<LapsedHolds>>;

internal sealed record LapsedHolds(bool More);

internal sealed class ReleaseLapsedHoldsHandler(
    IPlanRepository plans, ISeatRepository seats, IPersonRepository people, SeatCases cases, SeatAllocator allocator, Portion atOnce,
    TimeProvider clock)
    : ICommandHandler<ReleaseLapsedHolds, Result<LapsedHolds>>
{
    public async Task<Result<LapsedHolds>> Handle(ReleaseLapsedHolds command, CancellationToken ct)
    {
        var now = clock.Now();
        var all = await plans.LockAllAsync(toChange: false, ct);
        var lapsed = await seats.LapsedAsync(now, atOnce.Size, ct);
        var owners = await people.OfAsync(lapsed, ct);
        await allocator.SettleAsync(await cases.OfAsync(owners, all, ct), all, new Cause(SeatReasons.HoldLapsed, now), ct);
        return new LapsedHolds(lapsed.Count == atOnce.Size);
    }
}
