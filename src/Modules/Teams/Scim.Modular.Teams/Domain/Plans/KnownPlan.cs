using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Plans;

/// <summary>A plan as this module knows it: that there is one of this key. A deleted one is remembered, so that no older news brings it back.</summary>
internal sealed class KnownPlan : IOwnedByOrganization
{
    private KnownPlan()
    {
    }

    public KnownPlan(OrganizationId organization, Guid id, string key) => (OrganizationId, Id, Key) = (organization, id, key);

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public string Key { get; private set; } = "";

    public bool Deleted { get; private set; }

    public void Delete() => Deleted = true;
}
