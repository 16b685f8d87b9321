using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Provisioning;

/// <summary>
/// One call of an identity provider, as the administrator sees it. Okta keeps no bodies, so this is the customer's only record of
/// what was sent; secrets are taken out before it is made. Its effects are the events with its id.
/// </summary>
internal sealed class ProvisioningRequest : IOwnedByOrganization
{
    public required OrganizationId OrganizationId { get; init; }

    public required Guid Id { get; init; }

    public required DirectoryId DirectoryId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>The path below the directory's SCIM address, with its query.</summary>
    public required string Path { get; init; }

    public required int Status { get; init; }

    public required int DurationMs { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>A sentence: what was done, or why it was refused.</summary>
    public required string Summary { get; init; }

    /// <summary>The user or group that the call was about, if it was about one.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>What was left out or parked: a JSON array of sentences, or null.</summary>
    public string? Notes { get; init; }

    public string? RequestBody { get; init; }

    public string? ResponseBody { get; init; }
}
