using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps the plans, so that identity providers can discover them at <c>/Licenses</c>.</summary>
internal sealed class KeepOfferedLicenseWhenPlanChanged(ICopyRepository copies, CallContext call)
    : IDomainEventHandler<PlanCreated>, IDomainEventHandler<PlanChanged>, IDomainEventHandler<PlanDeleted>
{
    public Task Handle(PlanCreated happened, CancellationToken ct) => KeepAsync(happened, happened.Plan.Key, happened.Plan.Name, ct);

    public Task Handle(PlanChanged happened, CancellationToken ct) => KeepAsync(happened, happened.Plan.Key, happened.Plan.Name, ct);

    public Task Handle(PlanDeleted happened, CancellationToken ct) => KeepAsync(happened, happened.Key, name: null, ct);

    private async Task KeepAsync(IPlanEvent happened, string key, string? name, CancellationToken ct)
    {
        if (await copies.OfferedAsync(happened.PlanId, ct) is not { } license)
        {
            license = new OfferedLicense(call.Organization, happened.PlanId, key);
            copies.Add(license);
        }

        license.Take(name, happened.Version, happened.At);
    }
}
