using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Organizations;

namespace Scim.Modular.Teams.Application.Organizations;

/// <summary>Says nothing more: whoever hears this module hears of the organization's end as well.</summary>
internal sealed class ForgetAllWhenOrganizationDeleted(IOrganizationTurn turn, IOrganizationData data)
    : IDomainEventHandler<OrganizationDeleted>
{
    public async Task Handle(OrganizationDeleted happened, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        await data.ForgetAsync(ct);
    }
}
