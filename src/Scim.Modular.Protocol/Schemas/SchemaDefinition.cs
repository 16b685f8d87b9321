using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>A schema: a URN and the attributes it defines, RFC 7643 §7.</summary>
public sealed record SchemaDefinition
{
    /// <summary>The URN.</summary>
    public required string Id { get; init; }

    /// <summary>The name for a person.</summary>
    public required string Name { get; init; }

    /// <summary>What it describes.</summary>
    public string Description { get; init; } = "";

    /// <summary>The attributes, in the order in which resources show them.</summary>
    public required IReadOnlyList<AttributeDefinition> Attributes { get; init; }

    /// <summary>The attribute of that name, whatever its case.</summary>
    public AttributeDefinition? Find(string name) => Find(Attributes, name);

    /// <summary>The representation at <c>/Schemas/{id}</c>, without <c>meta.location</c>, which is the server's to know.</summary>
    public JsonObject ToJson() => new()
    {
        ["schemas"] = new JsonArray(ScimUrns.Schema),
        ["id"] = Id,
        ["name"] = Name,
        ["description"] = Description,
        ["attributes"] = new JsonArray([.. Attributes.Select(attribute => attribute.ToJson())]),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema" },
    };

    internal static AttributeDefinition? Find(IReadOnlyList<AttributeDefinition> attributes, string name)
    {
        foreach (var attribute in attributes)
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase))
                return attribute;
        return null;
    }
}
