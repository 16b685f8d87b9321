using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Plans;

/// <summary>Deletes a plan that nobody holds a seat of or waits for, and no mapping or pin names.</summary>
internal sealed record DeletePlan(string Key, long? ExpectedVersion) : ICommand<Result>;

internal sealed class DeletePlanHandler(
    IPlanRepository plans, IGrantRepository grants, IPersonRepository people, PlanLedger ledger, TimeProvider clock)
    : ICommandHandler<DeletePlan, Result>
{
    public async Task<Result> Handle(DeletePlan command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: true, ct);
        if (all.SingleOrDefault(one => one.Key == command.Key) is not { } plan)
            return PlanErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != plan.Version)
            return PlanErrors.Stale;
        if (plan.Used + plan.Reserved + plan.Waiting > 0)
            return plan.IsDefault ? PlanErrors.IsDefault(plan) : PlanErrors.InUse(plan);
        if (await grants.IsNamedAsync(plan.Key, ct) || await people.IsPinnedAsync(plan.Key, ct))
            return PlanErrors.Named(plan);

        plan.Delete(clock.Now());
        await ledger.CloseAsync(plan, clock.Now(), ct);
        plans.Remove(plan);
        return Result.Ok;
    }
}
