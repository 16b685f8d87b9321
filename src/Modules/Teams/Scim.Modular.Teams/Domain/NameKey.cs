using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scim.Modular.Teams.Domain;

/// <summary>
/// A group's name as it is compared: trimmed, in any case and any width. NFKC, lower case, NFKC: in this order it is idempotent over
/// all of Unicode.
/// </summary>
internal readonly record struct NameKey
{
    /// <summary>The longest key: what an index of every database holds, also of a name that grows as it is normalized.</summary>
    public const int MaxLength = 320;

    private const int HashLength = 64;

    private NameKey(string value) => Value = value;

    public string Value { get; }

    public static NameKey Of(string name)
    {
        var folded = Fold(WellFormed(name).Trim()).Trim();
        if (folded.Length <= MaxLength)
            return new(folded);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folded)));
        return new(string.Concat(WellFormed(folded[..(MaxLength - HashLength - 1)]), "#", hash));
    }

    /// <summary>Gives a stored key its type back.</summary>
    public static NameKey Stored(string value) => new(value);

    public override string ToString() => Value;

    private static string Fold(string text) =>
        text.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture).Normalize(NormalizationForm.FormKC);

    // string.Normalize refuses lone surrogates and U+FFFE; a name that has them is still a name.
    private static string WellFormed(string text)
    {
        if (Ascii.IsValid(text))
            return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            result.Append(rune.Value == 0xFFFE ? Rune.ReplacementChar : rune);
        return result.ToString();
    }
}
