using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding.Dialects;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Binding;

// One attribute value by its definition: a new node in canonical form, null when unassigned, or 400 invalidValue.
internal sealed class ValueBinder(BindingLimits limits, NoteList notes, Dialect dialect, bool stored = false)
{
    private readonly ValueHabits habits = new(dialect);

    public Dialect Dialect => dialect;

    // What is bound is taken out of `given`, so that what remains is unknown.
    public Dictionary<string, JsonNode> BindAll(
        IReadOnlyList<AttributeDefinition> attributes, Dictionary<string, JsonNode?> given, string prefix)
    {
        var bound = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
            if (given.Remove(attribute.Name, out var node)
                && (stored || attribute.Mutability != Mutability.ReadOnly)
                && Bind(attribute, node, prefix + attribute.Name) is { } value)
                bound[attribute.Name] = value;
        return bound;
    }

    public JsonNode? Bind(AttributeDefinition attribute, JsonNode? node, string path)
    {
        node = habits.Whole(attribute, node);
        if (IsUnassigned(node))
            return IsActive(attribute, path) || (node is JsonObject && attribute.Type != AttributeType.Complex) ? throw Wrong(attribute, path) : null;
        return attribute.MultiValued ? BindMany(attribute, node!, path) : BindOne(attribute, node!, path);
    }

    // A missing `active` would mean the service's default; a client that sends the attribute has to say which.
    public static bool IsActive(AttributeDefinition attribute, string path) =>
        attribute.Type == AttributeType.Boolean && path.Equals("active", StringComparison.Ordinal);

    // RFC 7643 §2.5. An object without members says as little as an array without values.
    public static bool IsUnassigned(JsonNode? node) => node is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };

    // The value of an attribute, or of one element of it, without the client's habits.
    public JsonNode? Plain(AttributeDefinition attribute, JsonNode? node) =>
        attribute.MultiValued ? habits.Whole(attribute, node) : habits.One(attribute, habits.Whole(attribute, node));

    public JsonNode? PlainOne(AttributeDefinition attribute, JsonNode? node) => habits.One(attribute, node);

    // A name that the schema doesn't have.
    public void Unknown(string path)
    {
        if (!dialect.Has(Habits.UnknownAttributes))
            throw ScimException.InvalidSyntax($"'{ScimException.Shorten(path)}' is not an attribute of the resource's schemas.");
        notes.Ignored(path);
    }

    private JsonArray? BindMany(AttributeDefinition attribute, JsonNode node, string path)
    {
        var elements = new JsonArray();
        var primaries = 0;
        foreach (var element in node as JsonArray ?? throw Wrong(attribute, path))
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
    public JsonNode? BindOne(AttributeDefinition attribute, JsonNode node, string path) =>
        habits.One(attribute, node) is not { } plain ? null : attribute.Type switch
        {
            AttributeType.Complex => BindComplex(attribute, plain, path),
            AttributeType.Boolean => BindBoolean(attribute, plain, path),
            AttributeType.Decimal or AttributeType.Integer => BindNumber(attribute, plain, path),
            _ => BindText(attribute, plain, path),
        };

    private JsonObject? BindComplex(AttributeDefinition attribute, JsonNode node, string path)
    {
        if (node is not JsonObject values)
            throw Wrong(attribute, path);
        var given = ResourceBinder.ByName(values, path + ".");
        var bound = BindAll(attribute.SubAttributes, given, path + ".");
        foreach (var name in given.Keys)
            Unknown(path + "." + name);
        RequireKnownType(attribute, attribute.Find("type"), bound.GetValueOrDefault("type"), path + ".type");
        return bound.Count == 0 ? null : ResourceBinder.ToObject(bound);
    }

    private static JsonValue BindBoolean(AttributeDefinition attribute, JsonNode node, string path) => node.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        _ => throw Wrong(attribute, path),
    };

    private static JsonValue BindNumber(AttributeDefinition attribute, JsonNode node, string path) =>
        node.GetValueKind() == JsonValueKind.Number
        && NormalValue.TryParseNumber(node.ToJsonString(), out var number)
        && (attribute.Type == AttributeType.Decimal || decimal.IsInteger(number))
            ? JsonValue.Create(number)
            : throw Wrong(attribute, path);

    private JsonValue? BindText(AttributeDefinition attribute, JsonNode node, string path)
    {
        var text = JsonText.Of(node) ?? throw Wrong(attribute, path);
        var isKey = attribute.Uniqueness != Uniqueness.None || path.Equals("externalId", StringComparison.Ordinal);
        if (text.Length == 0 && (isKey || attribute.Required))
            return null; // An empty key would find whatever else has none.
        if ((attribute.Type == AttributeType.DateTime && !Instant.TryParse(text, out _))
            || (attribute.Type == AttributeType.Binary && !Base64.IsValid(text) && !Base64Url.IsValid(text)))
            throw Wrong(attribute, path);

        var limit = attribute.Type == AttributeType.Binary ? limits.BinaryLength
            : isKey ? limits.KeyLength
            : limits.StringLength;
        if (text.Length > limit)
            throw ScimException.InvalidValue($"'{path}' has {text.Length} characters; at most {limit} are allowed.");
        if (!IsStorable(text))
            throw ScimException.InvalidValue($"'{path}' has the character NUL or half of a surrogate pair.");
        return JsonValue.Create(text);
    }

    // Of a multi-valued attribute. Where canonical values are more than suggestions, `type` is one of them.
    public void RequireKnownType(AttributeDefinition attribute, AttributeDefinition? sub, JsonNode? value, string path)
    {
        if (dialect.Has(Habits.AnyType) || !attribute.MultiValued || sub is not { Name: "type", CanonicalValues: { Count: > 0 } known }
            || JsonText.Of(value) is not { } text)
            return;
        if (!known.Contains(text, sub.CaseExact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase))
            throw ScimException.InvalidValue($"'{path}' must be one of {string.Join(", ", known)}.");
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

    private static ScimException Wrong(AttributeDefinition attribute, string path) =>
        ScimException.InvalidValue($"'{path}' must be {Expected(attribute)}.");

    private static string Expected(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => "true or false",
        AttributeType.Decimal => "a number",
        AttributeType.Integer => "a whole number",
        AttributeType.DateTime => "a dateTime such as 2008-01-23T04:56:22Z",
        AttributeType.Binary => "base64",
        AttributeType.Complex => attribute.MultiValued ? "an array of objects" : "an object",
        _ => attribute.MultiValued ? "an array of strings" : "a string",
    };
}
