using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Licensing.Application.Grants;

/// <summary>Keeps what mappings entitle to, and whom, and makes those people's seats what follows from it.</summary>
internal sealed class ReassessSeatsWhenPlanGrantChanged(
    IPlanRepository plans, IGrantRepository grants, IPersonRepository people, SeatCases cases, SeatAllocator allocator, SeatReassessor reassessor)
    : IDomainEventHandler<PlanGrantChanged>, IDomainEventHandler<PlanGrantMembersChanged>
{
    public async Task Handle(PlanGrantChanged happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        var grant = await grants.KnowAsync(happened.MappingId, ct);
        if (!grant.Advance(happened.Version))
            return;
        // While it entitled to nothing, nobody was told who lost it as a source; who has it now is told next.
        var begins = grant.PlanKey is null && happened.Plan is not null;
        grant.Entitle(happened.Plan, happened.Priority, happened.GroupName);
        var scope = begins && await grants.ForgetMembersAsync(grant, ct)
            ? new Scope(Concerned.Everybody)    // Those before may not all have been looked at when it ended.
            : new Scope(Concerned.Mapping, happened.MappingId);
        await reassessor.RunAsync(scope, null, all, new Cause(SeatReasons.GrantChanged, happened.At), ct);
    }

    public async Task Handle(PlanGrantMembersChanged happened, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: false, ct);
        var grant = await grants.KnowAsync(happened.MappingId, ct);
        if (!grant.Advance(happened.Version))
            return;

        var added = happened.Added.Select(user => new UserId(user)).ToHashSet();
        var removed = happened.Removed.Select(user => new UserId(user)).Where(user => !added.Contains(user)).ToHashSet();
        await grants.ChangeMembersAsync(grant, added, removed, ct);
        // Who isn't known yet gets what follows when its own event comes.
        var concerned = await people.OfAsync([.. added, .. removed], ct);
        var cause = new Cause(happened.Reason, happened.At, Provider: IsProviders(happened.Reason));
        // The directory's own news is another story and may come later: then there would be nothing left to keep.
        if (happened.Reason == SeatReasons.DirectoryKept)
            await reassessor.PinAsync([.. concerned.Where(person => removed.Contains(person.UserId))], cause, ct);
        await allocator.SettleAsync(await cases.OfAsync(concerned, all, ct), all, cause, ct);
    }

    // Pushes come in pieces, and a directory's change reaches this module by itself, too: what is lost by those may be back in a moment.
    private static bool IsProviders(string reason) =>
        reason.StartsWith("group_", StringComparison.Ordinal) || reason.StartsWith("directory_", StringComparison.Ordinal);
}
