using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Infrastructure.Organizations;

/// <summary>The row of an organization that its one writer holds.</summary>
internal sealed class TurnRow : IOwnedByOrganization
{
    public required OrganizationId OrganizationId { get; init; }
}
