using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>An address as it was written, and as it is compared.</summary>
internal sealed record EmailAddress(string Text, string Key)
{
    private const int Length = 254;

    public const string Form = "an address such as ada@example.com is needed, 254 characters at most.";

    /// <summary>Reads an address; null when it is none.</summary>
    public static EmailAddress? Read(string? text)
    {
        if (text is null || text.Length > Length || text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == text.Length - 1 || text.IndexOf('@', at + 1) >= 0)
            return null;
        var key = CaseFolding.Fold(text);
        return FoldedKey.Fits(key) ? new(text, key) : null;
    }
}
