using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Binding;

// One attribute value by its definition: a new node in canonical form, null when unassigned, or 400 invalidValue.
internal sealed class ValueBinder(BindingLimits limits, NoteList notes, bool keepReadOnly)
{
    // What is bound is taken out of `given`, so that what remains is unknown.
    public Dictionary<string, JsonNode> BindAll(
        IReadOnlyList<AttributeDefinition> attributes, Dictionary<string, JsonNode?> given, string prefix)
    {
        var bound = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
            if (given.Remove(attribute.Name, out var node)
                && (keepReadOnly || attribute.Mutability != Mutability.ReadOnly)
                && Bind(attribute, node, prefix + attribute.Name) is { } value)
                bound[attribute.Name] = value;
        return bound;
    }

    public JsonNode? Bind(AttributeDefinition attribute, JsonNode? node, string path)
    {
        // A missing `active` would mean the service's default; a client that sends the attribute has to say which.
        if (IsUnassigned(node))
            return attribute is { Type: AttributeType.Boolean, MultiValued: false } && IsTopLevel(path)
                ? throw Wrong(attribute, path)
                : null;
        return attribute.MultiValued ? BindMany(attribute, node!, path) : BindOne(attribute, node!, path);
    }

    public static bool IsUnassigned(JsonNode? node) => node switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        JsonObject values => values.Count == 0,
        JsonValue value => JsonText.Of(value) is { Length: 0 },
        _ => false,
    };

    private JsonArray? BindMany(AttributeDefinition attribute, JsonNode node, string path)
    {
        var elements = new JsonArray();
        var primaries = 0;
        foreach (var element in node as JsonArray ?? [node.DeepClone()])
        {
            if (IsUnassigned(element) || BindOne(attribute, element!, path) is not { } bound)
                continue;
            elements.Add(bound);
            if (bound is JsonObject values && values["primary"] is JsonValue primary && primary.GetValueKind() == JsonValueKind.True)
                primaries++;
        }

        if (elements.Count > limits.Values && !limits.Unbounded.Contains(attribute.Name))
            throw ScimException.InvalidValue($"'{path}' has {elements.Count} values; at most {limits.Values} are allowed.");
        if (primaries > 1)
            throw ScimException.InvalidValue($"'{path}' has more than one primary value.");
        return elements.Count == 0 ? null : elements;
    }

    // A single value, or one element of a multi-valued attribute.
    public JsonNode? BindOne(AttributeDefinition attribute, JsonNode node, string path) => attribute.Type switch
    {
        AttributeType.Complex => BindComplex(attribute, BareValues.Unfold(attribute, node), path),
        AttributeType.Boolean => BindBoolean(attribute, node, path),
        AttributeType.Decimal or AttributeType.Integer => BindNumber(attribute, node, path),
        _ => BindText(attribute, node, path),
    };

    private JsonObject? BindComplex(AttributeDefinition attribute, JsonNode node, string path)
    {
        if (node is not JsonObject values)
            throw Wrong(attribute, path);
        var given = ResourceBinder.ByName(values, path + ".");
        var bound = BindAll(attribute.SubAttributes, given, path + ".");
        foreach (var name in given.Keys)
            notes.Ignored(path + "." + name);
        return bound.Count == 0 ? null : ResourceBinder.ToObject(bound);
    }

    private static JsonValue BindBoolean(AttributeDefinition attribute, JsonNode node, string path) => node.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.String when JsonText.Truth(node) is { } truth => JsonValue.Create(truth),
        _ => throw Wrong(attribute, path),
    };

    private static JsonValue BindNumber(AttributeDefinition attribute, JsonNode node, string path) =>
        node.GetValueKind() == JsonValueKind.Number
        && NormalValue.TryParseNumber(node.ToJsonString(), out var number)
        && (attribute.Type == AttributeType.Decimal || decimal.IsInteger(number))
            ? JsonValue.Create(number)
            : throw Wrong(attribute, path);

    private JsonValue BindText(AttributeDefinition attribute, JsonNode node, string path)
    {
        var text = node.GetValueKind() switch
        {
            JsonValueKind.String => JsonText.Of(node)!,
            JsonValueKind.Number when attribute.Type == AttributeType.String => node.ToJsonString(),
            _ => throw Wrong(attribute, path),
        };
        if (attribute.Type == AttributeType.DateTime && !Instant.TryParse(text, out _))
            throw Wrong(attribute, path);

        var limit = attribute.Type == AttributeType.Binary ? limits.BinaryLength
            : attribute.Uniqueness != Uniqueness.None || path.Equals("externalId", StringComparison.Ordinal) ? limits.KeyLength
            : limits.StringLength;
        if (text.Length > limit)
            throw ScimException.InvalidValue($"'{path}' has {text.Length} characters; at most {limit} are allowed.");
        if (!IsStorable(text))
            throw ScimException.InvalidValue($"'{path}' has the character NUL or half of a surrogate pair.");
        return JsonValue.Create(text);
    }

    private static bool IsStorable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    private static bool IsTopLevel(string path) => !path.Contains('.', StringComparison.Ordinal);

    private static ScimException Wrong(AttributeDefinition attribute, string path) =>
        ScimException.InvalidValue($"'{path}' must be {Expected(attribute)}.");

    private static string Expected(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => "true or false",
        AttributeType.Decimal => "a number",
        AttributeType.Integer => "a whole number",
        AttributeType.DateTime => "a dateTime such as 2008-01-23T04:56:22Z",
        AttributeType.Complex => attribute.MultiValued ? "an array of objects" : "an object",
        _ => attribute.MultiValued ? "an array of strings" : "a string",
    };
}

// Attributes that clients send as a bare string although the schema makes them objects: Okta maps roles and entitlements to
// strings or arrays of strings, Entra sends the id of the manager, alone or in an array of one.
internal static class BareValues
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "roles", "entitlements", "manager" };

    public static JsonNode Unfold(AttributeDefinition attribute, JsonNode node)
    {
        if (!Names.Contains(attribute.Name))
            return node;
        if (!attribute.MultiValued && node is JsonArray { Count: 1 } only && only[0] is { } element)
            node = element;
        return node is JsonValue && node.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? new JsonObject { ["value"] = node.DeepClone() }
            : node;
    }
}
