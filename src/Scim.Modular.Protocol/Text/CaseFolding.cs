using System.Text;

namespace Scim.Modular.Protocol.Text;

/// <summary>The one fold used for values whose <c>caseExact</c> is false (RFC 7643 §2.2), for filters and uniqueness alike.</summary>
public static class CaseFolding
{
    /// <summary>
    /// NFKC, lower case of the invariant culture, NFKC again. The order is measured: it is idempotent over all of Unicode,
    /// which <c>lower → NFKC</c> is not. Never throws, whatever the text.
    /// </summary>
    /// <example><c>CaseFolding.Fold("Ｂｊｅｎｓｅｎ") == "bjensen"</c></example>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Ascii.IsValid(text) ? text.ToLowerInvariant() : Normalize(Normalize(text).ToLowerInvariant());
    }

    // string.Normalize refuses lone surrogates and U+FFFE. None of them composes with a neighbour, so the text between is enough.
    private static string Normalize(string text)
    {
        StringBuilder? parts = null;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            if (text[i] != '\uFFFE' && !char.IsSurrogate(text[i]))
                continue;

            parts ??= new StringBuilder(text.Length);
            parts.Append(text[start..i].Normalize(NormalizationForm.FormKC)).Append(text[i]);
            start = i + 1;
        }

        return parts is null
            ? text.Normalize(NormalizationForm.FormKC)
            : parts.Append(text[start..].Normalize(NormalizationForm.FormKC)).ToString();
    }
}
