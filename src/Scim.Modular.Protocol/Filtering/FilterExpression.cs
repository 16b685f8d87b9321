namespace Scim.Modular.Protocol.Filtering;

/// <summary>The comparison operators of RFC 7644 table 3; <c>pr</c> is <see cref="Present"/>.</summary>
public enum CompareOperator
{
    /// <summary><c>eq</c></summary>
    Equal,

    /// <summary><c>ne</c></summary>
    NotEqual,

    /// <summary><c>co</c></summary>
    Contains,

    /// <summary><c>sw</c></summary>
    StartsWith,

    /// <summary><c>ew</c></summary>
    EndsWith,

    /// <summary><c>gt</c></summary>
    GreaterThan,

    /// <summary><c>ge</c></summary>
    GreaterOrEqual,

    /// <summary><c>lt</c></summary>
    LessThan,

    /// <summary><c>le</c></summary>
    LessOrEqual,
}

/// <summary>
/// A filter of RFC 7644 §3.4.2.2 as it was written: names are not resolved yet (that is <see cref="TypedFilter"/>'s work).
/// <see cref="ToString"/> gives a filter that parses back to an equal tree.
/// </summary>
public abstract record FilterExpression
{
    private protected FilterExpression()
    {
    }

    /// <summary>The filter as text.</summary>
    /// <example><c>title pr and not (userType eq "Intern")</c></example>
    public sealed override string ToString() => FilterPrinter.Print(this);
}

/// <summary>Both sides match.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record And(FilterExpression Left, FilterExpression Right) : FilterExpression;

/// <summary>Either side matches.</summary>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
public sealed record Or(FilterExpression Left, FilterExpression Right) : FilterExpression;

/// <summary>The operand does not match: plain negation, there is no third value.</summary>
/// <param name="Operand">What is negated.</param>
public sealed record Not(FilterExpression Operand) : FilterExpression;

/// <summary>An attribute compared with a literal: <c>userName eq "bjensen"</c>.</summary>
/// <param name="Path">The attribute.</param>
/// <param name="Op">The operator.</param>
/// <param name="Value">The literal.</param>
public sealed record Comparison(AttributePath Path, CompareOperator Op, FilterValue Value) : FilterExpression;

/// <summary><c>title pr</c>: the attribute has a value.</summary>
/// <param name="Path">The attribute.</param>
public sealed record Present(AttributePath Path) : FilterExpression;

/// <summary><c>emails[type eq "work" and value co "@x"]</c>: one and the same value matches the inner filter.</summary>
/// <param name="Path">The multi-valued attribute.</param>
/// <param name="Filter">A filter over its sub-attributes.</param>
public sealed record ValuePath(AttributePath Path, FilterExpression Filter) : FilterExpression;
