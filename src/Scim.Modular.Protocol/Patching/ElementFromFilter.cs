using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;

namespace Scim.Modular.Protocol.Patching;

// `type eq "work" and primary eq true` describes one value completely; any other operator does not.
internal static class ElementFromFilter
{
    public static JsonObject? TryCreate(FilterExpression filter)
    {
        var element = new JsonObject();
        return TryAdd(filter, element) ? element : null;
    }

    private static bool TryAdd(FilterExpression filter, JsonObject element) => filter switch
    {
        And(var left, var right) => TryAdd(left, element) && TryAdd(right, element),
        Comparison({ Schema: null, SubAttribute: null } path, CompareOperator.Equal, var value) =>
            Literal(value) is { } literal && element.TryAdd(path.Attribute, literal),
        _ => false,
    };

    private static JsonNode? Literal(FilterValue value) => value.Kind switch
    {
        FilterValueKind.String => JsonValue.Create(value.Text),
        FilterValueKind.Boolean => JsonValue.Create(value.Text == "true"),
        FilterValueKind.Number => JsonNode.Parse(value.Text),
        _ => null,
    };
}
