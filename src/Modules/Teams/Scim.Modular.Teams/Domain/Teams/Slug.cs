using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Modular.Teams.Domain.Teams;

/// <summary>A team's name in addresses: lower-case letters, digits and single hyphens.</summary>
internal static partial class Slug
{
    public const int MaxLength = 64;

    private const int DerivedLength = 56;
    private const string Nameless = "team";

    public static bool IsValid(string slug) => slug.Length is > 0 and <= MaxLength && Pattern().IsMatch(slug);

    /// <summary>What a name suggests. A name without a letter of the Latin alphabet suggests <c>team</c>.</summary>
    public static string Suggest(string name)
    {
        var text = new StringBuilder(DerivedLength);
        foreach (var rune in name.EnumerateRunes().SelectMany(rune => rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes()))
        {
            if (text.Length == DerivedLength)
                break;
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                text.Append(char.ToLowerInvariant((char)rune.Value));
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark && text.Length > 0 && text[^1] != '-')
                text.Append('-');
        }

        var slug = text.ToString().Trim('-');
        return slug.Length == 0 ? Nameless : slug;
    }

    /// <summary>The first of <c>base</c>, <c>base-2</c>, <c>base-3</c>, … that nobody has.</summary>
    public static string FirstFree(string suggested, IReadOnlySet<string> taken)
    {
        if (!taken.Contains(suggested))
            return suggested;
        for (var number = 2; ; number++)
        {
            var candidate = string.Create(CultureInfo.InvariantCulture, $"{suggested}-{number}");
            if (!taken.Contains(candidate))
                return candidate;
        }
    }

    [GeneratedRegex(
        @"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
