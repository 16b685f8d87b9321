using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Scim.Modular.Protocol.Messages;

/// <summary>
/// Reads a request body, refusing everything two JSON readers could understand differently: duplicate keys (also those that
/// differ only by case, since attribute names have none, RFC 7643 §2.1), comments, trailing data, NUL and lone surrogates,
/// numbers beyond a double, invalid UTF-8. A UTF-8 byte order mark is skipped.
/// </summary>
public static class StrictJson
{
    /// <summary>The object in <paramref name="utf8"/>, or 400 <c>invalidSyntax</c> / <c>invalidValue</c> with the position.</summary>
    /// <example><c>var body = StrictJson.Parse("""{"userName":"bjensen"}"""u8);</c></example>
    public static JsonObject Parse(ReadOnlyMemory<byte> utf8, int maxDepth = 32) => Parse(utf8.Span, maxDepth);

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, int)"/>
    public static JsonObject Parse(ReadOnlySpan<byte> utf8, int maxDepth = 32)
    {
        var skipped = utf8.StartsWith("\uFEFF"u8) ? 3 : 0;
        var body = utf8[skipped..];
        RequireUtf8(body, skipped);
        // One level of slack, so that the limit is reported by us and not as a syntax error.
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        try
        {
            return Read(ref reader, maxDepth, skipped);
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            var column = (error.BytePositionInLine ?? 0) + 1;
            throw ScimException.InvalidSyntax(string.Create(CultureInfo.InvariantCulture,
                $"The body is not valid JSON (line {line}, byte {column})."));
        }
    }

    private static JsonObject Read(ref Utf8JsonReader reader, int maxDepth, int skipped)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw At(ref reader, skipped, "the body must be a JSON object");

        var root = NewObject();
        var open = new Stack<JsonNode>([root]);
        string? name = null;
        while (open.Count > 0)
        {
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    name = Text(ref reader, skipped);
                    if (((JsonObject)open.Peek()).ContainsKey(name))
                        throw At(ref reader, skipped, $"the name '{ScimException.Shorten(name)}' is there twice");
                    break;
                default:
                    var value = Value(ref reader, skipped);
                    if (open.Peek() is JsonObject parent)
                        parent.Add(name!, value);
                    else
                        ((JsonArray)open.Peek()).Add(value);
                    if (value is JsonObject or JsonArray)
                        open.Push(value);
                    if (open.Count > maxDepth)
                        throw At(ref reader, skipped, $"the body is nested deeper than {maxDepth} levels");
                    break;
            }
        }

        reader.Read(); // Trailing data throws.
        return root;
    }

    private static JsonObject NewObject() => new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });

    private static JsonNode? Value(ref Utf8JsonReader reader, int skipped) => reader.TokenType switch
    {
        JsonTokenType.StartObject => NewObject(),
        JsonTokenType.StartArray => new JsonArray(),
        JsonTokenType.String => JsonValue.Create(Text(ref reader, skipped)),
        JsonTokenType.True => JsonValue.Create(true),
        JsonTokenType.False => JsonValue.Create(false),
        JsonTokenType.Number => Number(ref reader, skipped),
        _ => null,
    };

    private static JsonValue Number(ref Utf8JsonReader reader, int skipped)
    {
        if (reader.TryGetInt64(out var integer))
            return JsonValue.Create(integer);
        if (reader.TryGetDecimal(out var number))
            return JsonValue.Create(number);
        if (reader.TryGetDouble(out var approximate) && double.IsFinite(approximate))
            return JsonValue.Create(approximate);
        throw At(ref reader, skipped, "the number is too large", ScimTypes.InvalidValue);
    }

    private static string Text(ref Utf8JsonReader reader, int skipped)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw At(ref reader, skipped, "a string has half of a surrogate pair", ScimTypes.InvalidValue);
        }

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw At(ref reader, skipped, "a string has the character NUL", ScimTypes.InvalidValue)
            : text;
    }

    private static void RequireUtf8(ReadOnlySpan<byte> body, int skipped)
    {
        if (Utf8.IsValid(body))
            return;

        Utf8.ToUtf16(body, new char[body.Length], out var read, out _, replaceInvalidSequences: false);
        throw new ScimException(400, ScimTypes.InvalidSyntax, $"Byte {read + skipped}: the body is not UTF-8.");
    }

    private static ScimException At(ref Utf8JsonReader reader, int skipped, string what, string scimType = ScimTypes.InvalidSyntax) =>
        new(400, scimType, string.Create(CultureInfo.InvariantCulture, $"Byte {reader.TokenStartIndex + skipped}: {what}."));
}
