using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Licenses;

/// <summary>Takes a person's pin off: what is left entitles it from now on.</summary>
internal sealed record UnpinLicense(UserId User) : ICommand<Result>;

internal sealed class UnpinLicenseHandler(
    IPlanRepository plans, IPersonRepository people, SeatCases cases, SeatAllocator allocator, TimeProvider clock)
    : ICommandHandler<UnpinLicense, Result>
{
    public async Task<Result> Handle(UnpinLicense command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        if (await people.FindAsync(command.User, ct) is not { Deleted: false } person)
            return LicenseErrors.UserNotFound;
        var now = clock.Now();
        if (!person.PinTo(null, now))
            return LicenseErrors.NotPinned;

        await allocator.SettleAsync(await cases.OfAsync([person], all, ct), all, new Cause(SeatReasons.Unpinned, now), ct);
        return Result.Ok;
    }
}
