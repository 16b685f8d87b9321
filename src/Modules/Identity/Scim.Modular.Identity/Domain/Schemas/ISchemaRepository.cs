using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Schemas;

/// <summary>The schemas and resource types that an organization has defined.</summary>
internal interface ISchemaRepository
{
    /// <summary>
    /// The organization, locked: one change of its definitions happens after the other, until the unit of work ends. Null when it was
    /// deleted meanwhile.
    /// </summary>
    Task<Organization?> LockAsync(OrganizationId organization, CancellationToken ct);

    Task<OrganizationSchema?> FindAsync(string urnKey, CancellationToken ct);

    Task<IReadOnlyList<OrganizationSchema>> AllAsync(CancellationToken ct);

    Task<OrganizationResourceType?> FindTypeAsync(string name, CancellationToken ct);

    Task<IReadOnlyList<OrganizationResourceType>> AllTypesAsync(CancellationToken ct);

    /// <summary>Whether a resource of this type has values of this extension.</summary>
    Task<bool> HasValuesAsync(string type, string extension, CancellationToken ct);

    /// <summary>Whether there is a resource of this type, of those that the organization has defined.</summary>
    Task<bool> HasResourcesAsync(string type, CancellationToken ct);

    void Add(OrganizationSchema schema);

    void Add(OrganizationResourceType type);

    void Remove(OrganizationSchema schema);

    void Remove(OrganizationResourceType type);
}

internal static class SchemaErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "schema_not_found", "There is no such schema.");

    public static Error TypeNotFound { get; } = new(ErrorKind.NotFound, "resource_type_not_found", "There is no such resource type.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error TooMany(string what, int limit) => new(
        ErrorKind.Conflict, "too_many", $"An organization has at most {limit} {what}. Delete one that is not used.");

    public static Error BuiltIn(string urn) => new(
        ErrorKind.Conflict, "schema_built_in", $"The schema {urn} is built in and can't be defined. Put own attributes into an extension.");

    public static Error InUse(string urn, IEnumerable<string> types) => new(
        ErrorKind.Conflict, "schema_in_use", $"The schema {urn} is used by {string.Join(", ", types)}. Take it off there first.");

    public static Error Incompatible(string attribute, string what) => new(
        ErrorKind.Conflict, "schema_in_use",
        $"{attribute}: {what} can't be changed while a resource type uses the schema, since resources may have values. Add an attribute of another name.");

    public static Error Unknown(string urn) => new(
        ErrorKind.Invalid, "schema_not_found", $"The schema {urn} is not defined. Define it first: PUT …/schemas/{{urn}}.");

    public static Error ExtensionInUse(string urn, string type) => new(
        ErrorKind.Conflict, "extension_in_use",
        $"The extension {urn} can't be taken off: a {type} has values of it. Have the identity provider clear them first.");

    public static Error TypeInUse(string type) => new(
        ErrorKind.Conflict, "resource_type_in_use", $"There are resources of the type {type}. Delete them first.");

    public static Error EndpointTaken(string endpoint) => new(
        ErrorKind.Conflict, "endpoint_taken", $"endpoint: {endpoint} is taken by another resource type or by the service itself.");

    public static Error Fixed(string type) => new(
        ErrorKind.Conflict, "resource_type_built_in", $"Of the built-in type {type} only schemaExtensions can be set: leave out endpoint and schema.");
}
