using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>A schema: a URN and the attributes it defines, RFC 7643 §7.</summary>
/// <example><c>SchemaDefinition.Parse(StrictJson.Parse(body)).Find("badge")</c></example>
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

    /// <summary>
    /// Reads the representation of RFC 7643 §7, what <see cref="ToJson"/> writes. Characteristics that are not given have the
    /// defaults of §2.2; <c>caseExact</c> follows the type where §2.3 says so. Everything that is wrong, contradicts itself or
    /// is too large is 400 <c>invalidValue</c> and names the place: <c>attributes[2].type</c>.
    /// </summary>
    /// <example>
    /// <code>
    /// SchemaDefinition.Parse(StrictJson.Parse("""
    ///     {"id":"urn:example:params:scim:schemas:Badge","name":"Badge","attributes":[{"name":"badge","type":"string"}]}
    ///     """u8))
    /// </code>
    /// </example>
    public static SchemaDefinition Parse(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return SchemaReader.ReadSchema(json);
    }

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
