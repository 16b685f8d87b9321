using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Filtering;

/// <summary>An attribute in the notation of RFC 7644 §3.10: <c>[urn:]attribute[.subAttribute]</c>.</summary>
/// <param name="Schema">The URN in front of the attribute, as written, or null.</param>
/// <param name="Attribute">The attribute's name, as written.</param>
/// <param name="SubAttribute">The sub-attribute's name, as written, or null.</param>
/// <example><c>AttributePath.Parse("urn:ietf:params:scim:schemas:core:2.0:User:name.givenName").SubAttribute == "givenName"</c></example>
public sealed record AttributePath(string? Schema, string Attribute, string? SubAttribute = null)
{
    /// <summary>Reads a path; one that is not well formed is 400 <c>invalidPath</c>.</summary>
    public static AttributePath Parse(string text) =>
        TryParse(text) ?? throw ScimException.InvalidPath($"'{ScimException.Shorten(text)}' is not an attribute name.");

    /// <summary>Reads a path, or returns null when it is not well formed.</summary>
    public static AttributePath? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var schema = colon < 0 ? null : text[..colon];
        var name = text[(colon + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var attribute = dot < 0 ? name : name[..dot];
        var sub = dot < 0 ? null : name[(dot + 1)..];
        return IsName(attribute) && (sub is null || IsName(sub)) && (schema is null || IsSchema(schema))
            ? new AttributePath(schema, attribute, sub)
            : null;
    }

    /// <summary>The path as it is written.</summary>
    public override string ToString() =>
        (Schema is null ? "" : Schema + ":") + Attribute + (SubAttribute is null ? "" : "." + SubAttribute);

    // ATTRNAME = ALPHA *(nameChar), and $ref.
    internal static bool IsName(string name)
    {
        var start = name.StartsWith('$') ? 1 : 0;
        return name.Length > start && char.IsAsciiLetter(name[start])
            && name.AsSpan(start).IndexOfAnyExcept(NameChars) < 0;
    }

    private static bool IsSchema(string schema) =>
        schema.Length > 0 && char.IsAsciiLetter(schema[0]) && schema.AsSpan().IndexOfAnyExcept(SchemaChars) < 0;

    private static readonly System.Buffers.SearchValues<char> NameChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_$");

    internal static readonly System.Buffers.SearchValues<char> SchemaChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/$");
}
