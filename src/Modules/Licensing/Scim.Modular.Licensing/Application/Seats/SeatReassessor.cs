using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Seats;

/// <summary>
/// Brings the seats of many people to what the rules say now, a portion at a time: the first one in the transaction of what changed, each
/// further one in its own. Within a portion the order of the line holds; across portions, people are served in the order of their ids,
/// which is that of their age.
/// </summary>
internal sealed class SeatReassessor(
    IPersonRepository people, ISeatRepository seats, IDirectoryRepository directories, IReassessmentRepository reassessments, SeatCases cases,
    SeatAllocator allocator, Portion atOnce)
{
    public async Task RunAsync(Scope scope, Guid? after, IReadOnlyList<Plan> all, Cause cause, CancellationToken ct)
    {
        if (scope.Who == Concerned.Line)
        {
            await allocator.ServeAsync(all, null, cause.Reason, ct);
            return;
        }

        var portion = await people.NextAsync(scope, after, atOnce.Size, ct);
        var isLast = portion.Count < atOnce.Size;
        if (scope.Who == Concerned.Held)
        {
            var held = await seats.OfAsync([.. portion.Select(person => person.UserId)], ct);
            var holds = await directories.FindAsync(new DirectoryId(scope.Id), ct) is { Holding: true };
            // It may have tripped again since the portion before: what nobody has decided on is held then.
            var decided = held.Values.Where(seat => !holds || seat.Since <= cause.At).OrderBy(seat => seat.UserId);
            await allocator.ReleaseAsync([.. decided], all, cause, ct);
        }
        else
        {
            await KeepAsync(scope, portion, cause, ct);
            await allocator.SettleAsync(await cases.OfAsync(portion, all, ct), all, cause, ct, isLast: isLast && scope.Who != Concerned.Movers);
        }

        if (!isLast)
            (await reassessments.OfAsync(scope, ct)).Continue(portion[^1].UserId.Value, cause);
        else if (scope.Who == Concerned.Movers)
            await RunAsync(new Scope(Concerned.Everybody), null, all, cause, ct);
    }

    /// <summary>Their directory is disabled, and what they hold becomes theirs as if given by hand.</summary>
    public async Task PinAsync(IReadOnlyCollection<Person> kept, Cause cause, CancellationToken ct)
    {
        var held = await seats.OfAsync([.. kept.Select(person => person.UserId)], ct);
        foreach (var person in kept.Where(person => person is { Active: true, Pin: null }))
        {
            if (held.GetValueOrDefault(person.UserId) is { Holds: true } seat)
                person.PinTo(seat.PlanKey, cause.At);
        }
    }

    private async Task KeepAsync(Scope scope, IReadOnlyList<Person> portion, Cause cause, CancellationToken ct)
    {
        if (scope.Who == Concerned.Directory && await directories.FindAsync(new DirectoryId(scope.Id), ct) is { Kept: true })
            await PinAsync(portion, cause, ct);
    }
}
