using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Binding.Dialects;

// Undoes the habits of values before they are bound: first of an attribute's value as a whole, then of each single one.
internal sealed class ValueHabits(Dialect dialect)
{
    public JsonNode? Whole(AttributeDefinition attribute, JsonNode? node)
    {
        node = EmptyText(node);
        if (dialect.Has(Habits.BareComplexValues))
            node = BareComplexValues.OfSingle(attribute, node);
        return dialect.Has(Habits.SingleValueForMany) ? SingleValueForMany.Rewrite(attribute, node) : node;
    }

    public JsonNode? One(AttributeDefinition attribute, JsonNode? node)
    {
        node = EmptyText(node);
        if (node is null)
            return null;
        if (dialect.Has(Habits.BareComplexValues))
            node = BareComplexValues.Rewrite(attribute, node);
        if (dialect.Has(Habits.ManagerId))
            node = ManagerId.Rewrite(attribute, node);
        if (dialect.Has(Habits.StringBooleans))
            node = StringBooleans.Rewrite(attribute, node);
        return dialect.Has(Habits.NumbersAsText) ? NumbersAsText.Rewrite(attribute, node) : node;
    }

    private JsonNode? EmptyText(JsonNode? node) =>
        dialect.Has(Habits.EmptyAsUnset) && JsonText.Of(node) is { Length: 0 } ? null : node;
}

// OneLogin, and whoever maps one value to an attribute that has many.
internal static class SingleValueForMany
{
    public static JsonNode? Rewrite(AttributeDefinition attribute, JsonNode? node) =>
        attribute.MultiValued && node is not (null or JsonArray) ? new JsonArray(node.DeepClone()) : node;
}

// Entra without its aadOptscim062020 flag, and OneLogin's templates.
internal static class StringBooleans
{
    public static JsonNode Rewrite(AttributeDefinition attribute, JsonNode node) =>
        attribute.Type == AttributeType.Boolean && JsonText.Truth(node) is { } truth ? JsonValue.Create(truth) : node;
}

// Okta's sample of the enterprise user has numbers for employeeNumber and costCenter.
internal static class NumbersAsText
{
    public static JsonNode Rewrite(AttributeDefinition attribute, JsonNode node) =>
        attribute.Type == AttributeType.String && node.GetValueKind() == JsonValueKind.Number ? JsonValue.Create(node.ToJsonString()) : node;
}

// SCIM 1.1 had manager.managerId; OneLogin's templates still do.
internal static class ManagerId
{
    public static JsonNode Rewrite(AttributeDefinition attribute, JsonNode node)
    {
        if (!attribute.Name.Equals("manager", StringComparison.OrdinalIgnoreCase) || node is not JsonObject values)
            return node;
        var rewritten = new JsonObject();
        foreach (var (name, value) in ResourceBinder.ByName(values, attribute.Name + "."))
            if (!name.Equals("managerId", StringComparison.OrdinalIgnoreCase))
                rewritten[name] = value?.DeepClone();
            else if (!ResourceBinder.ByName(values, "").ContainsKey("value"))
                rewritten["value"] = value?.DeepClone();
        return rewritten;
    }
}

// Attributes that clients send as a bare string although the schema makes them objects: Okta maps roles and entitlements to
// strings or arrays of strings, Entra sends the id of the manager, alone or in an array of one.
internal static class BareComplexValues
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "roles", "entitlements", "manager" };

    public static JsonNode? OfSingle(AttributeDefinition attribute, JsonNode? node) =>
        !attribute.MultiValued && IsOne(attribute) && node is JsonArray { Count: 1 } only ? only[0] : node;

    public static JsonNode Rewrite(AttributeDefinition attribute, JsonNode node) =>
        IsOne(attribute) && node.GetValueKind() is (JsonValueKind.String or JsonValueKind.Number)
            ? new JsonObject { ["value"] = node.DeepClone() }
            : node;

    private static bool IsOne(AttributeDefinition attribute) => attribute.Type == AttributeType.Complex && Names.Contains(attribute.Name);
}
