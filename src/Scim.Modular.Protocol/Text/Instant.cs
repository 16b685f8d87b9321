using System.Globalization;

namespace Scim.Modular.Protocol.Text;

/// <summary>DateTime values, RFC 7643 §2.3.5. Without a zone they are UTC; beyond seven digits of a second nothing is kept.</summary>
public static class Instant
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];

    /// <summary>The instant of an <c>xsd:dateTime</c>.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DateTimeOffset.TryParseExact(Trim(text), Formats, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
    }

    /// <summary>The one spelling that sorts as text in the order of time: <c>2011-05-13T04:42:34.0000000Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private static string Trim(string text)
    {
        const int firstDigit = 20; // behind "2011-05-13T04:42:34."
        if (text.Length <= firstDigit || text[firstDigit - 1] != '.')
            return text;
        var end = firstDigit;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - firstDigit <= 7 ? text : text[..(firstDigit + 7)] + text[end..];
    }
}
