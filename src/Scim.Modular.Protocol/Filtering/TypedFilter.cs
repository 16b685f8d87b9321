using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>
/// A filter whose names are resolved against a resource type and whose literals are in normal form: what the evaluator and a
/// translator to SQL both run, against <see cref="NormalForm"/>. Binding is where RFC 7644 §3.4.2.2 is decided:
/// <list type="bullet">
/// <item>A multi-valued attribute matches when any of its values does; it is always a <see cref="TypedElement"/>.</item>
/// <item><c>ne</c> matches when the attribute is unassigned or any value differs.</item>
/// <item><c>not</c> is plain negation of the answer; a missing attribute never makes a third answer.</item>
/// <item><c>eq null</c> is "not present", <c>ne null</c> is "present".</item>
/// <item>A complex attribute compared without a sub-attribute means its <c>value</c>: <c>emails co "example.com"</c>.</item>
/// <item><c>gt ge lt le</c> on booleans and binaries, <c>co sw ew</c> on anything but text, a literal of the wrong type, an
/// unknown attribute: 400 <c>invalidFilter</c>.</item>
/// </list>
/// </summary>
public abstract record TypedFilter
{
    private protected TypedFilter()
    {
    }

    /// <summary>Checks and resolves a filter, or throws 400 <c>invalidFilter</c> naming the attribute.</summary>
    /// <example><c>TypedFilter.Bind(FilterParser.Parse("userName eq \"bjensen\""), CoreSchemas.UserResourceType)</c></example>
    public static TypedFilter Bind(FilterExpression filter, ResourceTypeDefinition type) => new FilterBinder(type).Bind(filter);
}

/// <summary>Both match.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record TypedAnd(TypedFilter Left, TypedFilter Right) : TypedFilter;

/// <summary>Either matches.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record TypedOr(TypedFilter Left, TypedFilter Right) : TypedFilter;

/// <summary>The operand does not match.</summary>
/// <param name="Operand">What is negated.</param>
public sealed record TypedNot(TypedFilter Operand) : TypedFilter;

/// <summary>
/// A single value against a literal. Outside a <see cref="TypedElement"/> no part of the attribute's path is multi-valued.
/// An unassigned value matches <c>ne</c> and nothing else.
/// </summary>
/// <param name="Attribute">
/// The attribute. Inside a <see cref="TypedElement"/>: the element's sub-attribute, or, without one, the element itself.
/// </param>
/// <param name="Op">The operator.</param>
/// <param name="Value">The literal in normal form.</param>
public sealed record TypedComparison(ResolvedAttribute Attribute, CompareOperator Op, NormalValue Value) : TypedFilter;

/// <summary>The attribute is in the normal form, i.e. has a value.</summary>
/// <param name="Attribute">The attribute; inside a <see cref="TypedElement"/> the element's sub-attribute.</param>
public sealed record TypedPresent(ResolvedAttribute Attribute) : TypedFilter;

/// <summary>One and the same element of a multi-valued attribute matches <paramref name="Inner"/>.</summary>
/// <param name="Attribute">The multi-valued attribute; its <see cref="ResolvedAttribute.SubAttribute"/> is null.</param>
/// <param name="Inner">A filter over one element.</param>
public sealed record TypedElement(ResolvedAttribute Attribute, TypedFilter Inner) : TypedFilter;
