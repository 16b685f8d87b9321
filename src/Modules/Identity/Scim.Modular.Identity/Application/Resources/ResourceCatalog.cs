using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Resources;

/// <summary>What stands behind a resource type: two have effects in the domain, one is a view of plans, all others are kept as they are.</summary>
internal enum ResourceKind
{
    User,
    Group,
    License,

    /// <summary>Defined by the organization.</summary>
    Own,
}

/// <summary>A resource type that is served.</summary>
/// <param name="Definition">Its endpoint, schema and extensions.</param>
/// <param name="Kind">What stands behind it.</param>
internal sealed record ServedType(ResourceTypeDefinition Definition, ResourceKind Kind)
{
    public string Name => Definition.Name;

    /// <summary>The attribute that other resources are listed in, which the document does not hold.</summary>
    public string? References => Kind switch
    {
        ResourceKind.User => "groups",
        ResourceKind.Group => "members",
        _ => null,
    };

    /// <summary>Whether its resources show the seat that they hold.</summary>
    public bool ShowsLicense => Kind == ResourceKind.User;

    public static ServedType Users { get; } = new(
        CoreSchemas.UserResourceType with { Extensions = [.. CoreSchemas.UserResourceType.Extensions, LicenseExtension.Definition] },
        ResourceKind.User);

    public static ServedType Groups { get; } = new(CoreSchemas.GroupResourceType, ResourceKind.Group);
}

/// <summary>The resource types that an organization serves: those that are built in with its extensions, and its own.</summary>
internal sealed class ResourceCatalog(IReadOnlyList<ServedType> types)
{
    public IReadOnlyList<ServedType> Types => types;

    /// <summary>The type behind an endpoint, named without its slash.</summary>
    public ServedType? At(string endpoint) => types.FirstOrDefault(type =>
        type.Definition.Endpoint.AsSpan(1).Equals(endpoint, StringComparison.OrdinalIgnoreCase));

    public ServedType Of(ResourceKind kind) => types.First(type => type.Kind == kind);

    /// <summary>The schemas of all types, each once.</summary>
    public IEnumerable<SchemaDefinition> Schemas => types
        .SelectMany(type => type.Definition.Extensions.Select(extension => extension.Schema).Prepend(type.Definition.Schema))
        .DistinctBy(schema => schema.Id, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Knows the resource types of the organization that a request has entered. A change is known everywhere within two seconds.</summary>
internal interface IResourceCatalogs
{
    ValueTask<ResourceCatalog> CurrentAsync(OrganizationId organization, CancellationToken ct);

    /// <summary>Asks anew the next time.</summary>
    void Forget();
}
