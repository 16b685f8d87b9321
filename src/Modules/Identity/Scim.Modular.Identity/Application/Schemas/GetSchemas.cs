using System.Text.Json.Nodes;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Application.Schemas;

/// <summary>The schemas that the organization has defined, by their URNs. There are few, so they are one page.</summary>
internal sealed record ListSchemas : IQuery<IReadOnlyList<SchemaView>>;

/// <summary>One of them, or null.</summary>
internal sealed record GetSchema(string Urn) : IQuery<SchemaView?>;

/// <summary>The resource types that the organization has defined or extended, by their names.</summary>
internal sealed record ListResourceTypes : IQuery<IReadOnlyList<ResourceTypeView>>;

/// <summary>One of them, or null.</summary>
internal sealed record GetResourceType(string Name) : IQuery<ResourceTypeView?>;

/// <summary>A schema as administrators see it.</summary>
internal sealed record SchemaView(
    string Id, string? Name, string? Description, JsonArray Attributes, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Revision)
{
    public static SchemaView Of(OrganizationSchema schema)
    {
        var definition = (JsonObject)JsonNode.Parse(schema.Definition)!;
        definition.Remove("attributes", out var attributes);
        return new(
            schema.Urn, definition["name"]?.GetValue<string>(), definition["description"]?.GetValue<string>(), (JsonArray)attributes!,
            schema.CreatedAt, schema.LastModifiedAt, schema.Revision);
    }
}

/// <summary>A resource type as administrators see it. One that is built in has neither endpoint nor schema here: they are fixed.</summary>
internal sealed record ResourceTypeView(
    string Name, string? Endpoint, string Description, string? Schema, IReadOnlyList<ExtensionReference> SchemaExtensions,
    DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Revision)
{
    public static ResourceTypeView Of(OrganizationResourceType type) => new(
        type.Name, type.Endpoint, type.Description, type.Schema, Catalogs.ExtensionsOf(type), type.CreatedAt, type.LastModifiedAt, type.Revision);
}
