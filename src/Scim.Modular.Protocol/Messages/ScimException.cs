namespace Scim.Modular.Protocol.Messages;

/// <summary>
/// Input that RFC 7644 §3.12 answers with an error. <see cref="Detail"/> is written for the customer's administrator: short,
/// specific, and without the values that were sent.
/// </summary>
/// <example><c>throw ScimException.InvalidPath("'nickname2' is not an attribute of User.");</c></example>
public sealed class ScimException : Exception
{
    /// <summary>An error with an HTTP status, a <c>scimType</c> of <see cref="ScimTypes"/> or none, and a detail.</summary>
    public ScimException(int status, string? scimType, string detail)
        : base(detail)
    {
        Status = status;
        ScimType = scimType;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The keyword of <see cref="ScimTypes"/>, when one applies.</summary>
    public string? ScimType { get; }

    /// <summary>What was wrong, for a person.</summary>
    public string Detail => Message;

    /// <summary>400 <c>invalidFilter</c>.</summary>
    public static ScimException InvalidFilter(string detail) => new(400, ScimTypes.InvalidFilter, detail);

    /// <summary>400 <c>invalidPath</c>.</summary>
    public static ScimException InvalidPath(string detail) => new(400, ScimTypes.InvalidPath, detail);

    /// <summary>400 <c>invalidValue</c>.</summary>
    public static ScimException InvalidValue(string detail) => new(400, ScimTypes.InvalidValue, detail);

    /// <summary>400 <c>invalidSyntax</c>.</summary>
    public static ScimException InvalidSyntax(string detail) => new(400, ScimTypes.InvalidSyntax, detail);

    /// <summary>400 <c>mutability</c>.</summary>
    public static ScimException Mutability(string detail) => new(400, ScimTypes.Mutability, detail);

    /// <summary>400 <c>noTarget</c>.</summary>
    public static ScimException NoTarget(string detail) => new(400, ScimTypes.NoTarget, detail);

    /// <summary>400 <c>invalidCursor</c>, RFC 9865 §2.1.</summary>
    public static ScimException InvalidCursor(string detail) => new(400, ScimTypes.InvalidCursor, detail);

    /// <summary>413: the request has more of something than the server takes at once.</summary>
    public static ScimException TooLarge(string detail) => new(413, null, detail);

    // Enough for an attribute with its URN, too little to carry a megabyte.
    internal static string Shorten(string text)
    {
        const int most = 80;
        var shown = text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
        });
    }
}
