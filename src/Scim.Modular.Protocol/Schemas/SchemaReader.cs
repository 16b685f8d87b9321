using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Schemas;

// The representation of RFC 7643 §7. The place in an error is where the member stands: attributes[2].type.
internal static class SchemaReader
{
    private const int MostAttributes = 100;
    private const int MostValues = 100;
    private const int MostIdCharacters = 256;
    private const int MostNameCharacters = 128;
    private const int MostDescriptionCharacters = 1_000;

    public static SchemaDefinition ReadSchema(JsonObject json)
    {
        var id = ReadId(json);
        return new SchemaDefinition
        {
            Id = id,
            Name = ReadText(json, "name", "name", MostNameCharacters) is { Length: > 0 } name ? name : id[(id.LastIndexOf(':') + 1)..],
            Description = ReadText(json, "description", "description", MostDescriptionCharacters) ?? "",
            Attributes = ReadAttributes(json, "attributes", "attributes", parent: null),
        };
    }

    private static string ReadId(JsonObject json)
    {
        var id = ReadText(json, "id", "id", MostIdCharacters) ?? throw ScimException.InvalidValue("id: a schema needs its URN.");
        return IsUrn(id) ? id : throw ScimException.InvalidValue(
            "id: must be a URN (RFC 8141), e.g. urn:example:params:scim:schemas:Badge, of letters, digits and - _ . : / $.");
    }

    // "urn:" NID ":" NSS. Of the characters of an NSS, those that a path can have in front of an attribute (RFC 7644 §3.10).
    private static bool IsUrn(string id)
    {
        var parts = id.Split(':', 3);
        return parts.Length == 3 && parts[0].Equals("urn", StringComparison.OrdinalIgnoreCase)
            && parts[1] is { Length: >= 2 and <= 32 } space && space.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            && space[0] != '-' && space[^1] != '-'
            && parts[2].Length > 0 && parts[2][0] != '/' && parts[2][^1] != ':'
            && parts[2].AsSpan().IndexOfAnyExcept(AttributePath.SchemaChars) < 0;
    }

    private static AttributeDefinition[] ReadAttributes(JsonObject json, string member, string at, string? parent)
    {
        if (JsonMembers.Find(json, member) is not JsonArray { Count: > 0 } nodes)
            throw ScimException.InvalidValue($"{at}: must be an array of at least one attribute.");
        if (nodes.Count > MostAttributes)
            throw ScimException.InvalidValue($"{at}: has {nodes.Count} attributes; at most {MostAttributes} are allowed.");

        var attributes = nodes.Select((node, index) => ReadAttribute(node, $"{at}[{index}]", parent)).ToArray();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, attribute) in attributes.Index())
            if (!names.Add(attribute.Name))
                throw ScimException.InvalidValue($"{at}[{index}].name: '{attribute.Name}' is there twice; names have no case.");
        return attributes;
    }

    private static AttributeDefinition ReadAttribute(JsonNode? node, string at, string? parent)
    {
        if (node is not JsonObject json)
            throw ScimException.InvalidValue($"{at}: must be an object.");

        var name = ReadName(json, at, isTopLevel: parent is null);
        var type = ReadKeyword<AttributeType>(json, "type", at) ?? AttributeType.String;
        var attribute = new AttributeDefinition
        {
            Name = name,
            Type = type,
            Description = ReadText(json, "description", $"{at}.description", MostDescriptionCharacters) ?? "",
            MultiValued = ReadBoolean(json, "multiValued", at) ?? false,
            Required = ReadBoolean(json, "required", at) ?? false,
            CaseExact = IsCaseExact(type, ReadBoolean(json, "caseExact", at)),
            Mutability = ReadKeyword<Mutability>(json, "mutability", at) ?? Mutability.ReadWrite,
            Returned = ReadKeyword<Returned>(json, "returned", at) ?? Returned.Default,
            Uniqueness = ReadKeyword<Uniqueness>(json, "uniqueness", at) ?? Uniqueness.None,
            CanonicalValues = ReadTexts(json, "canonicalValues", at),
            ReferenceTypes = ReadTexts(json, "referenceTypes", at),
            SubAttributes = ReadSubAttributes(json, at, name, type, parent),
        };
        return SchemaRules.Broken(attribute, isSubAttribute: parent is not null) is { } rule
            ? throw ScimException.InvalidValue($"{at}: '{(parent is null ? "" : parent + ".")}{name}' {rule}.")
            : attribute;
    }

    private static string ReadName(JsonObject json, string at, bool isTopLevel)
    {
        var name = ReadText(json, "name", $"{at}.name", MostNameCharacters);
        // Only sub-attributes such as $ref begin with a dollar sign (RFC 7643 §2.4).
        if (name is null || !AttributePath.IsName(name) || (isTopLevel && name[0] == '$'))
            throw ScimException.InvalidValue(
                $"{at}.name: must begin with a letter and have letters, digits, '-', '_' and '$' (RFC 7643 §2.1).");
        return isTopLevel && CoreSchemas.FindCommon(name) is not null
            ? throw ScimException.InvalidValue($"{at}.name: every resource has '{name}' already (RFC 7643 §3).")
            : name;
    }

    private static AttributeDefinition[] ReadSubAttributes(JsonObject json, string at, string name, AttributeType type, string? parent)
    {
        if (type == AttributeType.Complex)
            return parent is null
                ? ReadAttributes(json, "subAttributes", $"{at}.subAttributes", name)
                : throw ScimException.InvalidValue(
                    $"{at}.type: '{parent}.{name}' is a sub-attribute, so it cannot be complex (RFC 7643 §2.3.8).");

        return JsonMembers.Find(json, "subAttributes") is null or JsonArray { Count: 0 }
            ? []
            : throw ScimException.InvalidValue($"{at}.subAttributes: '{name}' is not complex, so it has none.");
    }

    // §2.3.6 and §2.3.7 say it of binaries and references, and of the other types it has no meaning.
    private static bool IsCaseExact(AttributeType type, bool? given) => type switch
    {
        AttributeType.String => given ?? false,
        AttributeType.Binary or AttributeType.Reference => true,
        _ => false,
    };

    private static bool? ReadBoolean(JsonObject json, string member, string at) => JsonMembers.Find(json, member)?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw ScimException.InvalidValue($"{at}.{member}: must be true or false."),
    };

    private static TKeyword? ReadKeyword<TKeyword>(JsonObject json, string member, string at)
        where TKeyword : struct, Enum
    {
        if (JsonMembers.Find(json, member) is not { } node)
            return null;
        var text = JsonText.Of(node);
        foreach (var keyword in Enum.GetValues<TKeyword>())
            if (keyword.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
                return keyword;
        throw ScimException.InvalidValue(
            $"{at}.{member}: must be one of {string.Join(", ", Enum.GetNames<TKeyword>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
    }

    private static string? ReadText(JsonObject json, string member, string at, int most)
    {
        if (JsonMembers.Find(json, member) is not { } node)
            return null;
        var text = JsonText.Of(node) ?? throw ScimException.InvalidValue($"{at}: must be a string.");
        return text.Length <= most
            ? text
            : throw ScimException.InvalidValue($"{at}: has {text.Length} characters; at most {most} are allowed.");
    }

    private static string[] ReadTexts(JsonObject json, string member, string at)
    {
        if (JsonMembers.Find(json, member) is not { } node)
            return [];
        if (node is not JsonArray values)
            throw ScimException.InvalidValue($"{at}.{member}: must be an array of strings.");
        if (values.Count > MostValues)
            throw ScimException.InvalidValue($"{at}.{member}: has {values.Count} values; at most {MostValues} are allowed.");
        return [.. values.Select(value => JsonText.Of(value) is { Length: > 0 and <= MostIdCharacters } text
            ? text
            : throw ScimException.InvalidValue($"{at}.{member}: must be strings of 1 to {MostIdCharacters} characters."))];
    }
}
