using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Admissions;

/// <summary>Gives a reserved seat back. One that was taken up, or has lapsed, is no news.</summary>
internal sealed record CancelAdmission(Guid Admission) : ICommand<Result>;

internal sealed class CancelAdmissionHandler(IPlanRepository plans, IReservationRepository reservations, SeatAllocator allocator)
    : ICommandHandler<CancelAdmission, Result>
{
    public async Task<Result> Handle(CancelAdmission command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (await reservations.FindAsync(command.Admission, ct) is { } reservation)
            await allocator.CancelAsync([reservation], all, ct);
        return Result.Ok;
    }
}
