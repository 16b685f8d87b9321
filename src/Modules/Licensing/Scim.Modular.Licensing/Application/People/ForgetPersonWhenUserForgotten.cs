using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.People;

/// <summary>Deletes what is known of a user who can't return any more.</summary>
internal sealed class ForgetPersonWhenUserForgotten(
    IPlanRepository plans, IPersonRepository people, ISeatRepository seats, SeatAllocator allocator)
    : IDomainEventHandler<UserForgotten>
{
    public async Task Handle(UserForgotten happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        await people.BuryAsync(happened.UserId.Value, ct);
        if (await seats.FindAsync(happened.UserId, ct) is { } seat)
        {
            await allocator.ReleaseAsync([seat], all, new Cause(SeatReasons.UserForgotten, happened.At), ct);
            seats.Remove(seat);
        }

        await people.ForgetSourcesAsync(happened.UserId, ct);
        if (await people.FindAsync(happened.UserId, ct) is { } person)
            people.Remove(person);
    }
}
