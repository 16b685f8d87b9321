using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Filtering;

internal sealed class FilterBinder(ResourceTypeDefinition type, Dialect dialect, bool unknownIsAbsent = false)
{
    public TypedFilter Bind(FilterExpression filter) => Bind(filter, inside: null);

    // The filter of a value path alone: it is run against one element.
    public TypedFilter BindElement(FilterExpression filter, ResolvedAttribute attribute) => Bind(filter, attribute);

    public static IEnumerable<AttributePath> Names(FilterExpression filter, AttributePath? inside) => filter switch
    {
        And(var left, var right) => Names(left, inside).Concat(Names(right, inside)),
        Or(var left, var right) => Names(left, inside).Concat(Names(right, inside)),
        Not(var operand) => Names(operand, inside),
        Comparison comparison => [Name(comparison.Path, inside)],
        Present present => [Name(present.Path, inside)],
        ValuePath path => Names(path.Filter, path.Path).Prepend(path.Path),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    private static AttributePath Name(AttributePath path, AttributePath? inside) =>
        inside is null ? path : inside with { SubAttribute = path.Attribute };

    // Both sides are bound before either decides, so that an error on any side is an error.
    private TypedFilter Bind(FilterExpression filter, ResolvedAttribute? inside) => filter switch
    {
        And(var left, var right) => (Bind(left, inside), Bind(right, inside)) switch
        {
            (TypedConstant constant, var other) => constant.Value ? other : constant,
            (var other, TypedConstant constant) => constant.Value ? other : constant,
            var (one, other) => new TypedAnd(one, other),
        },
        Or(var left, var right) => (Bind(left, inside), Bind(right, inside)) switch
        {
            (TypedConstant constant, var other) => constant.Value ? constant : other,
            (var other, TypedConstant constant) => constant.Value ? constant : other,
            var (one, other) => new TypedOr(one, other),
        },
        Not(var operand) => Bind(operand, inside) is var bound && bound is TypedConstant constant
            ? new TypedConstant(!constant.Value)
            : new TypedNot(bound),
        Comparison comparison => Resolve(comparison.Path, inside) is { } attribute
            ? BindComparison(attribute, comparison, inside is not null)
            : BindAbsent(comparison),
        Present present => Resolve(present.Path, inside) is { } attribute
            ? BindPresent(attribute, inside is not null)
            : new TypedConstant(false),
        ValuePath path when inside is null => BindValuePath(path),
        _ => throw ScimException.InvalidFilter("A value path has no value path inside."),
    };

    // Null when the attribute is unknown and that means absent.
    private ResolvedAttribute? Resolve(AttributePath path, ResolvedAttribute? inside)
    {
        var resolved = inside is null ? ResolveAttribute(path) : ResolveInside(path, inside);
        if (resolved is null)
        {
            return unknownIsAbsent
                ? null
                : throw ScimException.InvalidFilter($"'{ScimException.Shorten(path.ToString())}' is not "
                    + (inside is null ? $"an attribute of {type.Name}." : $"a sub-attribute of {inside.Path}."));
        }

        // A filter would be a way to guess it.
        return IsSecret(resolved.Attribute) || IsSecret(resolved.Target)
            ? throw ScimException.InvalidFilter($"'{resolved.Path}' is never returned, and cannot be filtered by.")
            : resolved;
    }

    private static bool IsSecret(AttributeDefinition attribute) =>
        attribute.Returned == Returned.Never || attribute.Mutability == Mutability.WriteOnly;

    private ResolvedAttribute? ResolveAttribute(AttributePath path) =>
        (dialect.Has(Habits.Aliases) ? type.TryResolve(path, out var resolved) : type.TryResolveExact(path, out resolved)) ? resolved : null;

    private static ResolvedAttribute? ResolveInside(AttributePath path, ResolvedAttribute inside)
    {
        if (path is not { Schema: null, SubAttribute: null })
            return null;
        if (inside.Attribute.Find(path.Attribute) is { } sub)
            return inside with { SubAttribute = sub };
        return inside.Attribute.Type != AttributeType.Complex && path.Attribute.Equals("value", StringComparison.OrdinalIgnoreCase) ? inside : null;
    }

    // An attribute without a value is different from every literal, and equal to null alone.
    private static TypedConstant BindAbsent(Comparison comparison) => (comparison.Value.Kind, comparison.Op) switch
    {
        (FilterValueKind.Null, CompareOperator.Equal or CompareOperator.NotEqual) => new(comparison.Op == CompareOperator.Equal),
        (FilterValueKind.Null, _) => throw NotOrdered(comparison.Path),
        _ => new(comparison.Op == CompareOperator.NotEqual),
    };

    private TypedFilter BindValuePath(ValuePath path)
    {
        if (Resolve(path.Path, inside: null) is not { } attribute)
            return new TypedConstant(false);
        if (attribute is not { SubAttribute: null, Attribute.MultiValued: true })
            throw ScimException.InvalidFilter($"'{attribute.Path}' is not multi-valued, so '[' cannot follow it.");
        return Bind(path.Filter, attribute) switch
        {
            // Some element matches what every element matches when there is an element.
            TypedConstant { Value: true } => new TypedPresent(attribute),
            TypedConstant never => never,
            var inner => new TypedElement(attribute, inner),
        };
    }

    private static TypedFilter BindPresent(ResolvedAttribute attribute, bool inside) =>
        inside || !attribute.Attribute.MultiValued || attribute.SubAttribute is null
            ? new TypedPresent(attribute)
            : new TypedElement(attribute with { SubAttribute = null }, new TypedPresent(attribute));

    private TypedFilter BindComparison(ResolvedAttribute attribute, Comparison comparison, bool inside)
    {
        if (comparison.Value.Kind == FilterValueKind.Null)
            return comparison.Op switch
            {
                CompareOperator.Equal => new TypedNot(BindPresent(attribute, inside)),
                CompareOperator.NotEqual => BindPresent(attribute, inside),
                _ => throw NotOrdered(attribute),
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

    private static ScimException NotOrdered(object attribute) =>
        ScimException.InvalidFilter($"'{ScimException.Shorten(attribute.ToString()!)}': null can only be compared with eq and ne.");

    private NormalValue Literal(ResolvedAttribute attribute, Comparison comparison)
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
            (FilterValueKind.Number, AttributeType.String) when dialect.Has(Habits.NumericFilterText) => NormalValue.OfText(target, literal.Text),
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
