using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>
/// Runs a filter in memory. It is the oracle for every translation of filters: both run the same <see cref="TypedFilter"/>
/// against the same <see cref="NormalForm"/>.
/// </summary>
public static class FilterEvaluator
{
    /// <summary>Whether the resource matches; a filter that the type does not support is 400 <c>invalidFilter</c>.</summary>
    /// <example><c>FilterEvaluator.Matches(user, FilterParser.Parse("active eq true"), CoreSchemas.UserResourceType)</c></example>
    public static bool Matches(JsonObject resource, FilterExpression filter, ResourceTypeDefinition type) =>
        Matches(NormalForm.Of(resource, type), TypedFilter.Bind(filter, type));

    /// <summary>Whether a document in normal form matches a bound filter.</summary>
    public static bool Matches(JsonObject normalForm, TypedFilter filter) => Matches(normalForm, filter, inside: false);

    // An element of a multi-valued attribute in normal form against the filter of a value path.
    internal static bool MatchesElement(JsonNode element, TypedFilter filter) => Matches(element, filter, inside: true);

    private static bool Matches(JsonNode node, TypedFilter filter, bool inside) => filter switch
    {
        TypedAnd(var left, var right) => Matches(node, left, inside) && Matches(node, right, inside),
        TypedOr(var left, var right) => Matches(node, left, inside) || Matches(node, right, inside),
        TypedNot(var operand) => !Matches(node, operand, inside),
        TypedConstant(var matches) => matches,
        TypedPresent(var attribute) => Value(node, attribute, inside) is not null,
        TypedElement(var attribute, var inner) =>
            Value(node, attribute, inside: false) is JsonArray elements && elements.Any(element => Matches(element!, inner, inside: true)),
        TypedComparison(var attribute, var op, var literal) =>
            Compare(NormalValue.Of(attribute.Target, Value(node, attribute, inside)), op, literal),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static JsonNode? Value(JsonNode node, ResolvedAttribute attribute, bool inside)
    {
        if (!inside)
            node = (attribute.Extension is null ? node : node[attribute.Extension])?[attribute.Attribute.Name]!;
        return attribute.SubAttribute is null ? node : node?[attribute.SubAttribute.Name];
    }

    private static bool Compare(NormalValue? value, CompareOperator op, NormalValue literal)
    {
        if (value is null)
            return op == CompareOperator.NotEqual;
        return op switch
        {
            CompareOperator.Equal => value.CompareTo(literal) == 0,
            CompareOperator.NotEqual => value.CompareTo(literal) != 0,
            CompareOperator.Contains => value.Text!.Contains(literal.Text!, StringComparison.Ordinal),
            CompareOperator.StartsWith => value.Text!.StartsWith(literal.Text!, StringComparison.Ordinal),
            CompareOperator.EndsWith => value.Text!.EndsWith(literal.Text!, StringComparison.Ordinal),
            CompareOperator.GreaterThan => value.CompareTo(literal) > 0,
            CompareOperator.GreaterOrEqual => value.CompareTo(literal) >= 0,
            CompareOperator.LessThan => value.CompareTo(literal) < 0,
            CompareOperator.LessOrEqual => value.CompareTo(literal) <= 0,
            _ => throw new ArgumentOutOfRangeException(nameof(op)),
        };
    }
}
