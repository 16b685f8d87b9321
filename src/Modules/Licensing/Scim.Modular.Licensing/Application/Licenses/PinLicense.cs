using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Licenses;

/// <summary>Gives a person a plan by hand: it wins over mappings and the default plan, but evicts nobody.</summary>
internal sealed record PinLicense(UserId User, string Plan) : ICommand<Result>;

internal sealed class PinLicenseHandler(
    IPlanRepository plans, IPersonRepository people, SeatCases cases, SeatAllocator allocator, TimeProvider clock)
    : ICommandHandler<PinLicense, Result>
{
    public async Task<Result> Handle(PinLicense command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (await people.FindAsync(command.User, ct) is not { Deleted: false } person)
            return LicenseErrors.UserNotFound;
        if (all.All(plan => plan.Key != command.Plan))
            return PlanErrors.NotFound;

        var now = clock.Now();
        if (person.PinTo(command.Plan, now))
            await allocator.SettleAsync(await cases.OfAsync([person], all, ct), all, new Cause(SeatReasons.Pinned, now), ct);
        return Result.Ok;
    }
}
