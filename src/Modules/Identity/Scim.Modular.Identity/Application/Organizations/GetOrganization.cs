using System.Text.Json.Serialization;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Organizations;

/// <summary>One organization, or null.</summary>
internal sealed record GetOrganization(OrganizationId Id) : IQuery<OrganizationView?>;

/// <summary>All organizations of the installation, oldest first.</summary>
internal sealed record ListOrganizations(PageRequest Page) : IQuery<Page<OrganizationView>>;

/// <summary>An organization as administrators see it.</summary>
internal sealed record OrganizationView(
    OrganizationId Id, string Slug, string Name, DateTimeOffset CreatedAt, [property: JsonIgnore] long Revision)
{
    public static OrganizationView Of(Organization organization) =>
        new(organization.Id, organization.Slug, organization.Name, organization.CreatedAt, organization.Revision);
}
