using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.Plans;

/// <summary>Deletes a plan that nobody holds a seat of or waits for.</summary>
internal sealed record DeletePlan(string Key, long? ExpectedVersion) : ICommand<Result>;

internal sealed class DeletePlanHandler(IPlanRepository plans, ISeatRepository seats, TimeProvider clock)
    : ICommandHandler<DeletePlan, Result>
{
    public async Task<Result> Handle(DeletePlan command, CancellationToken ct)
    {
        var all = await plans.LockAllAsync(toChange: true, ct);
        if (all.SingleOrDefault(one => one.Key == command.Key) is not { } plan)
            return PlanErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != plan.Version)
            return PlanErrors.Stale;
        var waiting = await seats.CountWaitingAsync(plan.Key, ct);
        if (plan.Used + plan.Reserved + waiting > 0)
            return plan.IsDefault ? PlanErrors.IsDefault(plan, waiting) : PlanErrors.InUse(plan, waiting);

        plan.Delete(clock.Now());
        plans.Remove(plan);
        return Result.Ok;
    }
}
