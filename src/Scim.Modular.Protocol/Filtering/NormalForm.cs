using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>
/// The document that filters are run against, in memory and in a database: the structure of the resource with canonical
/// names, extensions under their canonical URN, strings folded where <c>caseExact</c> is false, instants in UTC with seven
/// digits, multi-valued attributes always arrays, and nothing that is unassigned (<c>null</c>, <c>""</c>, <c>[]</c>,
/// <c>{}</c>, RFC 7643 §2.5). Values are equal or ordered exactly when they are so here, strings by code point.
/// </summary>
public static class NormalForm
{
    /// <summary>The normal form of a resource. What its type does not define is left out.</summary>
    /// <example><c>{"userName":"BJensen","title":""}</c> becomes <c>{"userName":"bjensen"}</c>.</example>
    public static JsonObject Of(JsonObject resource, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(type);
        var normal = new JsonObject();
        foreach (var (name, node) in resource)
        {
            if (type.FindExtension(name) is { } extension)
                Add(normal, extension.Id, node is JsonObject values ? OfObject(values, extension.Attributes) : null);
            else if ((CoreSchemas.FindCommon(name) ?? type.Schema.Find(name)) is { } attribute)
                Add(normal, attribute.Name, OfAttribute(attribute, node));
        }

        return normal;
    }

    internal static JsonNode? OfAttribute(AttributeDefinition attribute, JsonNode? node)
    {
        if (!attribute.MultiValued)
            return OfElement(attribute, node);
        var elements = new JsonArray();
        foreach (var element in node as JsonArray ?? [node?.DeepClone()])
            if (OfElement(attribute, element) is { } normal)
                elements.Add(normal);
        return elements.Count == 0 ? null : elements;
    }

    internal static JsonNode? OfElement(AttributeDefinition attribute, JsonNode? node) =>
        attribute.Type != AttributeType.Complex
            ? NormalValue.Of(attribute, node)?.ToJson()
            : node is JsonObject values ? OfObject(values, attribute.SubAttributes) : null;

    private static JsonObject? OfObject(JsonObject values, IReadOnlyList<AttributeDefinition> attributes)
    {
        var normal = new JsonObject();
        foreach (var (name, node) in values)
            if (SchemaDefinition.Find(attributes, name) is { } attribute)
                Add(normal, attribute.Name, OfAttribute(attribute, node));
        return normal.Count == 0 ? null : normal;
    }

    private static void Add(JsonObject normal, string name, JsonNode? value)
    {
        if (value is not null)
            normal[name] = value;
    }
}
