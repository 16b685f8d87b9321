using System.Text.Json.Nodes;

namespace Scim.Modular.Protocol.Schemas;

/// <summary>An attribute and its characteristics, RFC 7643 §2.2 and §7; the defaults are §2.2's.</summary>
/// <example><c>new AttributeDefinition { Name = "badge", Type = AttributeType.String, Description = "Door badge." }</c></example>
public sealed record AttributeDefinition
{
    /// <summary>The name in its canonical spelling. Names compare without case.</summary>
    public required string Name { get; init; }

    /// <summary>The data type.</summary>
    public AttributeType Type { get; init; } = AttributeType.String;

    /// <summary>What it is, for a person.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the value is an array (§2.4).</summary>
    public bool MultiValued { get; init; }

    /// <summary>Whether a resource must have it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether strings compare with case. When false they compare by <see cref="Text.CaseFolding"/>.</summary>
    public bool CaseExact { get; init; }

    /// <summary>When a client may write it.</summary>
    public Mutability Mutability { get; init; } = Mutability.ReadWrite;

    /// <summary>When it is returned.</summary>
    public Returned Returned { get; init; } = Returned.Default;

    /// <summary>How far it is unique.</summary>
    public Uniqueness Uniqueness { get; init; } = Uniqueness.None;

    /// <summary>Suggested values such as <c>work</c> and <c>home</c>. Others are taken too.</summary>
    public IReadOnlyList<string> CanonicalValues { get; init; } = [];

    /// <summary>What a <see cref="AttributeType.Reference"/> may point to.</summary>
    public IReadOnlyList<string> ReferenceTypes { get; init; } = [];

    /// <summary>The attributes of a <see cref="AttributeType.Complex"/> value.</summary>
    public IReadOnlyList<AttributeDefinition> SubAttributes { get; init; } = [];

    /// <summary>The sub-attribute of that name, whatever its case.</summary>
    /// <example><c>CoreSchemas.User.Find("emails")!.Find("VALUE")</c></example>
    public AttributeDefinition? Find(string name) => SchemaDefinition.Find(SubAttributes, name);

    /// <summary>The representation of RFC 7643 §7.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["name"] = Name,
            ["type"] = Keyword(Type.ToString()),
            ["multiValued"] = MultiValued,
            ["description"] = Description,
            ["required"] = Required,
            ["caseExact"] = CaseExact,
            ["mutability"] = Keyword(Mutability.ToString()),
            ["returned"] = Keyword(Returned.ToString()),
            ["uniqueness"] = Keyword(Uniqueness.ToString()),
        };
        if (CanonicalValues.Count > 0)
            json["canonicalValues"] = Strings(CanonicalValues);
        if (ReferenceTypes.Count > 0)
            json["referenceTypes"] = Strings(ReferenceTypes);
        if (SubAttributes.Count > 0)
            json["subAttributes"] = new JsonArray([.. SubAttributes.Select(sub => sub.ToJson())]);
        return json;
    }

    private static string Keyword(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
