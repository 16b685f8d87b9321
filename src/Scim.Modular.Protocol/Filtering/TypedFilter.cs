using Scim.Modular.Protocol.Dialects;
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

    /// <summary>
    /// Checks and resolves a filter, or throws 400 <c>invalidFilter</c> naming the attribute. The dialect says whether aliases are
    /// resolved and whether a number is compared with a string.
    /// </summary>
    /// <example><c>TypedFilter.Bind(FilterParser.Parse("userName eq \"bjensen\""), CoreSchemas.UserResourceType)</c></example>
    /// <param name="filter">The filter as it was written.</param>
    /// <param name="type">The resource type whose attributes it names.</param>
    /// <param name="unknownIsAbsent">
    /// For a search over several resource types, RFC 7644 §3.4.2.1: an attribute that this type does not define has no value
    /// here, instead of being an error. A filter that this decides becomes a <see cref="TypedConstant"/>.
    /// </param>
    /// <param name="dialect">How the client speaks; <see cref="Dialect.Generic"/> when not given.</param>
    public static TypedFilter Bind(
        FilterExpression filter, ResourceTypeDefinition type, bool unknownIsAbsent = false, Dialect? dialect = null) =>
        new FilterBinder(type, dialect ?? Dialect.Generic, unknownIsAbsent).Bind(filter);

    /// <summary>
    /// The attributes that a filter names, each once and in the order of the text. A value path gives its attribute, and what
    /// is between the brackets as sub-attributes of it: a search over several types can say 400 when no type knows a name.
    /// </summary>
    /// <example><c>TypedFilter.Names(FilterParser.Parse("emails[type eq \"work\"]"))</c> is <c>emails</c>, <c>emails.type</c>.</example>
    public static IReadOnlyList<AttributePath> Names(FilterExpression filter) => [.. FilterBinder.Names(filter, inside: null).Distinct()];
}

/// <summary>
/// Every resource matches, or none does, since the type lacks the attributes that would make the difference. Binding never
/// puts it inside another node, so a search can leave a type out whose whole filter is <c>false</c>.
/// </summary>
/// <param name="Value">Whether every resource matches.</param>
/// <example><c>TypedFilter.Bind(FilterParser.Parse("userName pr"), CoreSchemas.GroupResourceType, unknownIsAbsent: true)</c></example>
public sealed record TypedConstant(bool Value) : TypedFilter;

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
