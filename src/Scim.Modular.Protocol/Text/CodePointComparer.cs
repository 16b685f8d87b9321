namespace Scim.Modular.Protocol.Text;

/// <summary>
/// Orders strings by Unicode code point, which is the order of their UTF-8 bytes: SQLite's BINARY and PostgreSQL's "C"
/// collation agree with it, and <see cref="StringComparer.Ordinal"/> does not (it puts U+FFFD after U+1F600).
/// </summary>
public sealed class CodePointComparer : IComparer<string>
{
    /// <summary>The comparer; it has no state.</summary>
    public static CodePointComparer Instance { get; } = new();

    private CodePointComparer()
    {
    }

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        var common = x.AsSpan().CommonPrefixLength(y);
        return common == x.Length || common == y.Length
            ? x.Length.CompareTo(y.Length)
            : Rank(x[common]).CompareTo(Rank(y[common]));
    }

    // A surrogate stands for a code point above U+FFFF, so it sorts after U+E000..U+FFFF.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
