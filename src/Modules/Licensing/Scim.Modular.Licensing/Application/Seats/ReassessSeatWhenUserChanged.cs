using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>Takes the newest facts of a user over and makes the seat what they entitle to.</summary>
internal sealed class ReassessSeatWhenUserChanged(
    IPlanRepository plans, IPersonRepository people, IDirectoryRepository directories, IReservationRepository reservations, SeatCases cases,
    SeatAllocator allocator, CallContext call)
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

        var wasActive = person is { Active: true };
        var news = person is not null && (facts is null ? person.Leave(happened.Version) : person.Hear(facts, happened.Version));
        if (news)
        {
            var directory = await directories.FindAsync(person!.DirectoryId, ct);
            if (wasActive && !person.Active && directory is { Standing: Standing.Live })
                await CountAsync(directory, happened.At, ct);
            var one = await cases.OfAsync(person, directory, isNew: !known, all, ct);
            await allocator.SettleAsync([one], all, new Cause(reason, happened.At, Provider: true), ct, reserved);
        }
        else if (reserved is not null)
        {
            await allocator.CancelAsync([reserved], all, ct);
        }
    }

    // Before the seat is dealt with: it is the one too many that is held first.
    private async Task CountAsync(SourceDirectory directory, DateTimeOffset at, CancellationToken ct)
    {
        int? there = directory.OpensSlot(at) ? await directories.CountPeopleAsync(directory.Id, ct) : null;
        directory.Count(at, there);
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
