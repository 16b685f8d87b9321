using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Admissions;

/// <summary>Gives the seats back that were reserved for users who never came.</summary>
internal sealed record CancelLapsedAdmissions : ICommand<Result>;

internal sealed class CancelLapsedAdmissionsHandler(
    IPlanRepository plans, IReservationRepository reservations, SeatAllocator allocator, TimeProvider clock)
    : ICommandHandler<CancelLapsedAdmissions, Result>
{
    public async Task<Result> Handle(CancelLapsedAdmissions command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        await allocator.CancelAsync(await reservations.LapsedAsync(clock.Now(), ct), all, ct);
        return Result.Ok;
    }
}
