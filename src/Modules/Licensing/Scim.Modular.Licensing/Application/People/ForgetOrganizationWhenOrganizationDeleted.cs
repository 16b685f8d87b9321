using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Application.People;

/// <summary>Deletes what a deleted organization had: plans, people, seats. Nobody is told seat by seat: there is nobody left to tell.</summary>
internal sealed class ForgetOrganizationWhenOrganizationDeleted(IPlanRepository plans, IPersonRepository people)
    : IDomainEventHandler<OrganizationDeleted>
{
    public async Task Handle(OrganizationDeleted happened, CancellationToken ct)
    {
        await plans.LockAllAsync(toChange: true, ct);
        await people.ForgetOrganizationAsync(ct);
        await people.BuryAsync(happened.OrganizationId.Value, ct);
    }
}
