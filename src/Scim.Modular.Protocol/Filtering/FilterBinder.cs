using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Filtering;

internal sealed class FilterBinder(ResourceTypeDefinition type)
{
    public TypedFilter Bind(FilterExpression filter) => Bind(filter, inside: null);

    // The filter of a value path alone: it is run against one element.
    public TypedFilter BindElement(FilterExpression filter, ResolvedAttribute attribute) => Bind(filter, attribute);

    private TypedFilter Bind(FilterExpression filter, ResolvedAttribute? inside) => filter switch
    {
        And(var left, var right) => new TypedAnd(Bind(left, inside), Bind(right, inside)),
        Or(var left, var right) => new TypedOr(Bind(left, inside), Bind(right, inside)),
        Not(var operand) => new TypedNot(Bind(operand, inside)),
        Comparison comparison => BindComparison(Resolve(comparison.Path, inside), comparison, inside is not null),
        Present present => BindPresent(Resolve(present.Path, inside), inside is not null),
        ValuePath path when inside is null => BindValuePath(path),
        _ => throw ScimException.InvalidFilter("A value path has no value path inside."),
    };

    private ResolvedAttribute Resolve(AttributePath path, ResolvedAttribute? inside)
    {
        if (inside is null)
            return type.TryResolve(path, out var resolved)
                ? resolved
                : throw ScimException.InvalidFilter($"'{ScimException.Shorten(path.ToString())}' is not an attribute of {type.Name}.");

        if (path is { Schema: null, SubAttribute: null })
        {
            if (inside.Attribute.Find(path.Attribute) is { } sub)
                return inside with { SubAttribute = sub };
            if (inside.Attribute.Type != AttributeType.Complex && path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase))
                return inside;
        }

        throw ScimException.InvalidFilter(
            $"'{ScimException.Shorten(path.ToString())}' is not a sub-attribute of {inside.Path}.");
    }

    private TypedElement BindValuePath(ValuePath path)
    {
        var attribute = Resolve(path.Path, inside: null);
        return attribute is { SubAttribute: null, Attribute.MultiValued: true }
            ? new TypedElement(attribute, Bind(path.Filter, attribute))
            : throw ScimException.InvalidFilter($"'{attribute.Path}' is not multi-valued, so '[' cannot follow it.");
    }

    private static TypedFilter BindPresent(ResolvedAttribute attribute, bool inside) =>
        inside || !attribute.Attribute.MultiValued || attribute.SubAttribute is null
            ? new TypedPresent(attribute)
            : new TypedElement(attribute with { SubAttribute = null }, new TypedPresent(attribute));

    private static TypedFilter BindComparison(ResolvedAttribute attribute, Comparison comparison, bool inside)
    {
        if (comparison.Value.Kind == FilterValueKind.Null)
            return comparison.Op switch
            {
                CompareOperator.Equal => new TypedNot(BindPresent(attribute, inside)),
                CompareOperator.NotEqual => BindPresent(attribute, inside),
                _ => throw ScimException.InvalidFilter($"'{attribute.Path}': null can only be compared with eq and ne."),
            };

        if (attribute.Target.Type == AttributeType.Complex)
            attribute = attribute.Attribute.Find("value") is { } value && attribute.SubAttribute is null
                ? attribute with { SubAttribute = value }
                : throw ScimException.InvalidFilter($"'{attribute.Path}' is complex; compare one of its sub-attributes.");

        var compare = new TypedComparison(attribute, comparison.Op, Literal(attribute, comparison));
        if (inside || !attribute.Attribute.MultiValued)
            return compare;

        var element = new TypedElement(attribute with { SubAttribute = null }, compare);
        return comparison.Op == CompareOperator.NotEqual
            ? new TypedOr(new TypedNot(new TypedPresent(element.Attribute)), element)
            : element;
    }

    private static NormalValue Literal(ResolvedAttribute attribute, Comparison comparison)
    {
        var (op, target) = (comparison.Op, attribute.Target);
        var ordered = op is CompareOperator.GreaterThan or CompareOperator.GreaterOrEqual
            or CompareOperator.LessThan or CompareOperator.LessOrEqual;
        var substring = op is CompareOperator.Contains or CompareOperator.StartsWith or CompareOperator.EndsWith;
        if ((ordered && target.Type is (AttributeType.Boolean or AttributeType.Binary))
            || (substring && target.Type is not (AttributeType.String or AttributeType.Reference)))
            throw ScimException.InvalidFilter($"'{FilterPrinter.Word(op)}' does not apply to '{attribute.Path}', which is {Kind(target)}.");

        var literal = comparison.Value;
        var value = (literal.Kind, target.Type) switch
        {
            (FilterValueKind.Boolean, AttributeType.Boolean) => NormalValue.Of(literal.Text == "true"),
            (FilterValueKind.Number, AttributeType.Decimal or AttributeType.Integer) => NormalValue.OfNumber(target, literal.Text),
            // Unassigned values are not in the normal form, so the empty string equals none of them.
            (FilterValueKind.String, AttributeType.String or AttributeType.Reference or AttributeType.Binary)
                when literal.Text.Length == 0 => NormalValue.Of(""),
            (FilterValueKind.String, not (AttributeType.Decimal or AttributeType.Integer)) => NormalValue.OfText(target, literal.Text),
            _ => null,
        };
        return value ?? throw ScimException.InvalidFilter($"'{attribute.Path}' is {Kind(target)}; the value given is not.");
    }

    private static string Kind(AttributeDefinition attribute) => attribute.Type switch
    {
        AttributeType.Boolean => "a boolean",
        AttributeType.Decimal => "a decimal",
        AttributeType.Integer => "an integer",
        AttributeType.DateTime => "a dateTime",
        AttributeType.Binary => "a binary",
        AttributeType.Reference => "a reference",
        AttributeType.Complex => "complex",
        _ => "a string",
    };
}
