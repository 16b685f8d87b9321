using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>An extension in a resource type, as it is written: the URN of its schema, and whether a resource must have it.</summary>
internal sealed record ExtensionReference(string? Schema = null, bool Required = false);

/// <summary>Makes resource types of what an organization has defined.</summary>
internal static class Catalogs
{
    private static readonly ServedType License = new(LicenseType.Definition, ResourceKind.License);

    /// <summary>What is served where nothing is defined.</summary>
    public static ResourceCatalog BuiltIn { get; } = new([ServedType.Users, ServedType.Groups, License]);

    /// <summary>The schemas that can't be defined anew.</summary>
    public static bool IsBuiltIn(string urn) => BuiltIn.Schemas.Any(schema => schema.Id.Equals(urn, StringComparison.OrdinalIgnoreCase));

    public static ResourceCatalog With(IReadOnlyList<OrganizationResourceType> types, IReadOnlyList<OrganizationSchema> schemas)
    {
        var defined = schemas.ToDictionary(schema => schema.UrnKey, Parse, StringComparer.Ordinal);
        var users = Extended(ServedType.Users, types, defined);
        var groups = Extended(ServedType.Groups, types, defined);
        return new([users, groups, License, .. types.Where(type => type.Endpoint is not null).Select(type => new ServedType(Of(type, defined), ResourceKind.Own))]);
    }

    public static SchemaDefinition Parse(OrganizationSchema schema) => SchemaDefinition.Parse((JsonObject)JsonNode.Parse(schema.Definition)!);

    public static IReadOnlyList<ExtensionReference> ExtensionsOf(OrganizationResourceType type) =>
        JsonSerializer.Deserialize<IReadOnlyList<ExtensionReference>>(type.Extensions, JsonSerializerOptions.Web)!;

    private static ServedType Extended(
        ServedType builtIn, IReadOnlyList<OrganizationResourceType> types, Dictionary<string, SchemaDefinition> schemas) =>
        types.FirstOrDefault(type => type.Name == builtIn.Name) is { } own
            ? builtIn with { Definition = builtIn.Definition with { Extensions = InOrder([.. builtIn.Definition.Extensions, .. ExtensionsOf(own, schemas)]) } }
            : builtIn;

    // An attribute that is named without its URN is looked for in this order: what the organization has defined goes before what we show.
    private static IReadOnlyList<SchemaExtension> InOrder(IReadOnlyList<SchemaExtension> extensions) =>
        [.. extensions.OrderBy(extension => extension.Schema.Id == LicenseExtension.Urn)];

    private static ResourceTypeDefinition Of(OrganizationResourceType type, Dictionary<string, SchemaDefinition> schemas) => new()
    {
        Name = type.Name,
        Endpoint = type.Endpoint!,
        Description = type.Description,
        Schema = schemas[OrganizationSchema.KeyOf(type.Schema!)],
        Extensions = [.. ExtensionsOf(type, schemas)],
    };

    private static IEnumerable<SchemaExtension> ExtensionsOf(OrganizationResourceType type, Dictionary<string, SchemaDefinition> schemas) =>
        ExtensionsOf(type).Select(extension => new SchemaExtension(schemas[OrganizationSchema.KeyOf(extension.Schema!)], extension.Required));
}
