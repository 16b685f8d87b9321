using Scim.Modular.Licensing.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Plans;

namespace Scim.Modular.Teams.Application.Plans;

/// <summary>Keeps which plans there are. A mapping to a plan that is deleted entitles to none from then on.</summary>
internal sealed class LearnPlanWhenChanged(IOrganizationTurn turn, IPlanRepository plans, IMappingRepository mappings, TimeProvider clock)
    : IDomainEventHandler<PlanCreated>, IDomainEventHandler<PlanChanged>, IDomainEventHandler<PlanDeleted>
{
    public Task Handle(PlanCreated happened, CancellationToken ct) => LearnAsync(happened.PlanId, happened.Plan.Key, ct);

    public Task Handle(PlanChanged happened, CancellationToken ct) => LearnAsync(happened.PlanId, happened.Plan.Key, ct);

    public async Task Handle(PlanDeleted happened, CancellationToken ct)
    {
        await LearnAsync(happened.PlanId, happened.Key, ct);
        (await plans.FindAsync(happened.PlanId, ct))!.Delete();
        if (await plans.ExistsBesideAsync(happened.PlanId, happened.Key, ct))
            return;
        foreach (var mapping in await mappings.OfPlanAsync(happened.Key, ct))
            mapping.Change(mapping.Terms with { Plan = null }, mapping.Paused, Reasons.PlanDeleted, clock.Now());
    }

    private async Task LearnAsync(Guid id, string key, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await plans.FindAsync(id, ct) is null)
            plans.Add(id, key);
    }
}
