using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>
/// Takes secrets out of what is kept for administrators: passwords wherever they stand, in any case, also as the value of a PATCH
/// operation on <c>password</c>, and tokens of this service. It reads on only as far as it writes, so a large body costs little.
/// </summary>
internal static partial class Redaction
{
    /// <summary>Most bytes that are kept of a body.</summary>
    public const int Length = 16 * 1024;

    private const string Hidden = "***";

    private const string NoJson = " bytes that are no JSON)";
    private const string Cut = " … (cut: the body has ";
    private const string Password = "password";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Of(JsonNode body) => Of(Encoding.UTF8.GetBytes(body.ToJsonString()));

    /// <summary>A body as text. Where it is no JSON nobody can tell what in it is secret, so only its size is kept.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var kept = new ArrayBufferWriter<byte>(Math.Min(body.Length + 64, Length + 1024));
        bool isCut;
        try
        {
            var reader = new Utf8JsonReader(body);
            using var writer = new Utf8JsonWriter(kept, Readable);
            isCut = Copy(ref reader, writer);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"({body.Length}{NoJson}");
        }

        var text = Encoding.UTF8.GetString(Whole(kept.WrittenSpan));
        return isCut || kept.WrittenCount > Length
            ? string.Create(CultureInfo.InvariantCulture, $"{text}{Cut}{body.Length} bytes)")
            : text;
    }

    /// <summary>A text that is not JSON, such as a path with its query, or a JSON body in text form.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
            return Of(Encoding.UTF8.GetBytes(text));
        var hidden = WithoutTokens(text);
        return hidden.Contains(Password, StringComparison.OrdinalIgnoreCase) ? Quoted().Replace(hidden, Hidden) : hidden;
    }

    /// <summary>Whether secrets were taken out of what is kept; a client that sends the sign for one is not told apart.</summary>
    public static bool HasHidden(string? kept) => kept?.Contains(Hidden, StringComparison.Ordinal) == true;

    /// <summary>Whether only the beginning of a body is kept. No JSON ends with a parenthesis.</summary>
    public static bool IsCut(string kept) => kept.EndsWith(')') && kept.Contains(Cut, StringComparison.Ordinal);

    /// <summary>Whether only the size of a body is kept.</summary>
    public static bool IsOnlyItsSize(string kept) => kept.EndsWith(NoJson, StringComparison.Ordinal);

    private static bool Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        // Whether the object at each depth is an operation on a password.
        var onPassword = new Stack<bool>();
        while (reader.Read())
        {
            if (writer.BytesCommitted + writer.BytesPending > Length)
                return true;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    onPassword.Push(false);
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    onPassword.Pop();
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    Property(ref reader, writer, onPassword);
                    break;
                default:
                    Value(ref reader, writer);
                    break;
            }
        }

        return false;
    }

    private static void Property(ref Utf8JsonReader reader, Utf8JsonWriter writer, Stack<bool> onPassword)
    {
        var name = reader.GetString()!;
        writer.WritePropertyName(WithoutTokens(name));
        var isPath = name.Equals("path", StringComparison.OrdinalIgnoreCase);
        if (isPath && NextIsPassword(reader))
        {
            onPassword.Pop();
            onPassword.Push(true);
        }

        var isSecret = IsPassword(name)
            || (name.Equals("value", StringComparison.OrdinalIgnoreCase) && (onPassword.Peek() || LaterPathIsPassword(reader)));
        if (!isSecret)
            return;
        reader.Read();
        reader.Skip();
        writer.WriteStringValue(Hidden);
    }

    private static void Value(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
            return;
        }

        var text = reader.GetString()!;
        if (text.Length > Length)
            text = text[..Length];
        // A path or filter may compare a password with something.
        writer.WriteStringValue(text.Contains(Password, StringComparison.OrdinalIgnoreCase)
            ? Quoted().Replace(WithoutTokens(text), Hidden)
            : WithoutTokens(text));
    }

    // The reader is a struct: what reads on here leaves the caller's where it is.
    private static bool NextIsPassword(Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString()!.Contains(Password, StringComparison.OrdinalIgnoreCase);

    private static bool LaterPathIsPassword(Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.GetString()!.Equals("path", StringComparison.OrdinalIgnoreCase))
                return NextIsPassword(reader);
            reader.Read();
            reader.Skip();
        }

        return false;
    }

    // Also with its schema before it: urn:…:User:password.
    private static bool IsPassword(string name) => name.EndsWith(Password, StringComparison.OrdinalIgnoreCase);

    private static string WithoutTokens(string text) =>
        text.Contains("scm_", StringComparison.Ordinal) || text.Contains("sca_", StringComparison.Ordinal) ? Token().Replace(text, Hidden) : text;

    /// <summary>The first bytes, without half a character at their end.</summary>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= Length)
            return bytes;
        var end = Length;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80)
            end--;
        return bytes[..end];
    }

    [GeneratedRegex("sc[ma]_[0-9A-Za-z]{8,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();

    [GeneratedRegex("""(?<="|%22).*(?="|%22)""", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
