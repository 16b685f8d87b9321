using System.Text;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Reads a filter whose client left the plus of an address as it is, where a form-encoded query has a blank. Outside of quoted values a
/// plus is a blank all the same: another client writes its blanks so.
/// </summary>
internal static class RawPlus
{
    private const string Name = "filter=";

    public static string? FilterOf(string? query)
    {
        var raw = (query ?? "").TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        if (raw is null || !raw.Contains('+', StringComparison.Ordinal))
            return null;

        var text = new StringBuilder(raw.Length);
        var isQuoted = false;
        foreach (var letter in Uri.UnescapeDataString(raw[Name.Length..].Replace("+", "\u0001", StringComparison.Ordinal)))
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            text.Append(letter != '\u0001' ? letter : isQuoted ? '+' : ' ');
        }

        return text.ToString();
    }
}
