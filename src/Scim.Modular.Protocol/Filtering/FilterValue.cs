using System.Diagnostics.CodeAnalysis;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>What kind of JSON literal a <see cref="FilterValue"/> is.</summary>
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "The names are JSON's.")]
public enum FilterValueKind
{
    /// <summary>A JSON string.</summary>
    String,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary><c>null</c>.</summary>
    Null,
}

/// <summary>The right side of a comparison, <c>compValue</c> of RFC 7644 figure 1.</summary>
/// <param name="Kind">The kind of literal.</param>
/// <param name="Text">The string unescaped, the number as written, or the keyword.</param>
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "The names are JSON's.")]
public sealed record FilterValue(FilterValueKind Kind, string Text)
{
    /// <summary><c>null</c></summary>
    public static FilterValue Null { get; } = new(FilterValueKind.Null, "null");

    /// <summary><c>true</c></summary>
    public static FilterValue True { get; } = new(FilterValueKind.Boolean, "true");

    /// <summary><c>false</c></summary>
    public static FilterValue False { get; } = new(FilterValueKind.Boolean, "false");

    /// <summary>A string.</summary>
    public static FilterValue String(string text) => new(FilterValueKind.String, text);

    /// <summary>A number, in JSON's notation.</summary>
    public static FilterValue Number(string text) => new(FilterValueKind.Number, text);

    /// <summary>The literal as it is written in a filter.</summary>
    public override string ToString() => Kind == FilterValueKind.String ? FilterPrinter.Quote(Text) : Text;
}
