using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>How values of a kind compare.</summary>
public enum NormalKind
{
    /// <summary>A string, by code point. Folded strings, instants, references and binaries are text too.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>; only equal or not.</summary>
    Boolean,
}

/// <summary>
/// A simple value as filters compare it: what <see cref="NormalForm"/> stores and what the literals of a
/// <see cref="TypedFilter"/> become. Two values are equal, or ordered, exactly when these are.
/// </summary>
public sealed record NormalValue : IComparable<NormalValue>
{
    private NormalValue(NormalKind kind, string? text = null, decimal number = 0, bool truth = false) =>
        (Kind, Text, Number, Truth) = (kind, text, number, truth);

    /// <summary>Which of the three values below it is.</summary>
    public NormalKind Kind { get; }

    /// <summary>The text, when the kind is <see cref="NormalKind.Text"/>.</summary>
    public string? Text { get; }

    /// <summary>The number, when the kind is <see cref="NormalKind.Number"/>.</summary>
    public decimal Number { get; }

    /// <summary>The truth, when the kind is <see cref="NormalKind.Boolean"/>.</summary>
    public bool Truth { get; }

    /// <summary>A text that is already normal.</summary>
    public static NormalValue Of(string text) => new(NormalKind.Text, text: text);

    /// <summary>
    /// A number. Whole numbers of 64 bits compare exactly, all others by 15 significant digits: what every database and every JSON
    /// reader keeps of them.
    /// </summary>
    /// <example><c>NormalValue.Of(1.50m) == NormalValue.Of(1.5m)</c></example>
    public static NormalValue Of(decimal number)
    {
        if (!IsWhole(number))
            number = decimal.Parse(number.ToString("0.##############E0", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return new(NormalKind.Number, number: IsWhole(number) ? (long)number : number);
    }

    /// <summary>A boolean.</summary>
    public static NormalValue Of(bool truth) => new(NormalKind.Boolean, truth: truth);

    /// <summary>The value of an attribute in normal form, or null when it is unassigned or not of the attribute's type.</summary>
    public static NormalValue? Of(AttributeDefinition attribute, JsonNode? node)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        if (node is not JsonValue value)
            return null;
        return value.GetValueKind() switch
        {
            JsonValueKind.String => OfText(attribute, JsonText.Of(value)!),
            JsonValueKind.Number => OfNumber(attribute, value.ToJsonString()),
            JsonValueKind.True when attribute.Type == AttributeType.Boolean => Of(true),
            JsonValueKind.False when attribute.Type == AttributeType.Boolean => Of(false),
            _ => null,
        };
    }

    /// <summary>The value as JSON.</summary>
    public JsonValue ToJson() => Kind switch
    {
        NormalKind.Text => JsonValue.Create(Text!),
        NormalKind.Number => JsonValue.Create(Number),
        _ => JsonValue.Create(Truth),
    };

    /// <inheritdoc />
    public int CompareTo(NormalValue? other)
    {
        if (other is null)
            return 1;
        if (Kind != other.Kind)
            return Kind.CompareTo(other.Kind);
        return Kind switch
        {
            NormalKind.Text => CodePointComparer.Instance.Compare(Text, other.Text),
            NormalKind.Number => Number.CompareTo(other.Number),
            _ => Truth.CompareTo(other.Truth),
        };
    }

    internal static NormalValue? OfText(AttributeDefinition attribute, string text) => attribute.Type switch
    {
        _ when text.Length == 0 => null,
        AttributeType.Boolean => bool.TryParse(text, out var truth) ? Of(truth) : null,
        AttributeType.DateTime => Instant.TryParse(text, out var instant) ? Of(Instant.Format(instant)) : null,
        AttributeType.String or AttributeType.Reference or AttributeType.Binary => Of(attribute.CaseExact ? text : CaseFolding.Fold(text)),
        _ => null,
    };

    internal static NormalValue? OfNumber(AttributeDefinition attribute, string text) => attribute.Type switch
    {
        AttributeType.Decimal or AttributeType.Integer when TryParseNumber(text, out var number) => Of(number),
        // Okta sends numbers where the schema says string; they are stored as text.
        AttributeType.String => OfText(attribute, text),
        _ => null,
    };

    private static bool IsWhole(decimal number) => decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue;

    internal static bool TryParseNumber(string text, [NotNullWhen(true)] out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
