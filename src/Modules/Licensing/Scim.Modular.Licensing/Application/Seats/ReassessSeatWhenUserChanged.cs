using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Takes the newest facts of a user over and makes the seat what they entitle to.</summary>
internal sealed class ReassessSeatWhenUserChanged(
    IPlanRepository plans, IPersonRepository people, ISeatRepository seats, IReservationRepository reservations, SeatAllocator allocator,
    CallContext call)
    : IDomainEventHandler<UserCreated>, IDomainEventHandler<UserReturned>, IDomainEventHandler<UserActivated>,
        IDomainEventHandler<UserDeactivated>, IDomainEventHandler<UserProfileChanged>, IDomainEventHandler<UserDeleted>
{
    public Task Handle(UserCreated happened, CancellationToken ct) =>
        HearAsync(happened, happened.User, SeatReasons.UserCreated, happened.Admission, ct);

    public Task Handle(UserReturned happened, CancellationToken ct) =>
        HearAsync(happened, happened.User, SeatReasons.UserReturned, happened.Admission, ct);

    public Task Handle(UserActivated happened, CancellationToken ct) =>
        HearAsync(happened, happened.User, SeatReasons.UserReactivated, admission: null, ct);

    public Task Handle(UserDeactivated happened, CancellationToken ct) =>
        HearAsync(happened, happened.User, SeatReasons.UserDeactivated, admission: null, ct);

    // It changes a seat only when the event before it was lost to us; then the facts say which way.
    public Task Handle(UserProfileChanged happened, CancellationToken ct) =>
        HearAsync(
            happened, happened.User, happened.User.Active ? SeatReasons.UserReactivated : SeatReasons.UserDeactivated, admission: null, ct);

    public Task Handle(UserDeleted happened, CancellationToken ct) =>
        HearAsync(happened, facts: null, SeatReasons.UserDeleted, admission: null, ct);

    private async Task HearAsync(IUserEvent happened, UserFacts? facts, string reason, Guid? admission, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        var reserved = admission is { } id ? await reservations.FindAsync(id, ct) : null;
        var person = await people.FindAsync(happened.UserId, ct);
        var known = person is not null;
        if (!known && await IsGoneAsync(happened.UserId, facts, ct))
            person = null;
        else
            person ??= FirstHeardOf(happened);

        var news = person is not null && (facts is null ? person.Leave(happened.Version) : person.Hear(facts, happened.Version));
        if (news)
        {
            var seat = known ? await seats.FindAsync(happened.UserId, ct) : null;
            await allocator.AssessAsync(person!, seat, all, reserved, new Cause(reason, happened.At), ct);
        }
        else if (reserved is not null)
        {
            await allocator.CancelAsync([reserved], all, ct);
        }
    }

    private Task<bool> IsGoneAsync(UserId user, UserFacts? facts, CancellationToken ct) =>
        people.IsGoneAsync(
            facts is null
                ? [user.Value, call.Organization.Value]
                : [user.Value, facts.DirectoryId.Value, call.Organization.Value],
            ct);

    private Person FirstHeardOf(IUserEvent happened)
    {
        var person = Person.FirstHeardOf(call.Organization, happened.UserId, happened.At);
        people.Add(person);
        return person;
    }
}
