using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Resources;

/// <summary>
/// A value of an attribute that an organization has defined as unique, and whose it is. The database sees to it that there is one, as it
/// does for <c>userName</c>, and finds by it.
/// </summary>
internal sealed class UniqueValue(
    OrganizationId organizationId, DirectoryId directoryId, string type, string path, string valueKey, Guid resourceId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public DirectoryId DirectoryId { get; private set; } = directoryId;

    /// <summary>The name of the resource type.</summary>
    public string Type { get; private set; } = type;

    /// <summary>The attribute in canonical spelling, with the URN of its extension.</summary>
    public string Path { get; private set; } = path;

    /// <summary>The value in the form in which it is compared.</summary>
    public string ValueKey { get; private set; } = valueKey;

    public Guid ResourceId { get; private set; } = resourceId;
}

internal interface IUniqueValueRepository
{
    /// <summary>The unique values of a resource.</summary>
    Task<IReadOnlyList<UniqueValue>> OfAsync(Guid resource, CancellationToken ct);

    /// <summary>One that another resource has of these values of one type, or null.</summary>
    Task<UniqueValue?> TakenAsync(
        DirectoryId directory, string type, Guid resource, IReadOnlyCollection<(string Path, string ValueKey)> values, CancellationToken ct);

    void Add(UniqueValue value);

    void Remove(UniqueValue value);
}
