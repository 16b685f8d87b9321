using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Scim.Modular.WebConsole;

/// <summary>
/// A piece of a page. What stands in the code is markup, what is put in is text and is escaped: an interpolated string that is given as
/// <see cref="Html"/> can't hold anything else.
/// </summary>
/// <param name="literalLength">How long its markup is.</param>
/// <param name="formattedCount">How many texts are put in.</param>
[InterpolatedStringHandler]
public sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + 20 * formattedCount);

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = Of($"");

    /// <summary>The piece that an interpolated string is.</summary>
    public static Html Of(Html html) => html;

    /// <summary>Pieces in a row.</summary>
    public static Html Join(IEnumerable<Html> parts)
    {
        var all = new Html(0, 0);
        foreach (var part in parts)
            all.AppendFormatted(part);
        return all;
    }

    /// <summary>Adds markup.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>Adds another piece as it is.</summary>
    public void AppendFormatted(Html html) => _text.Append(html._text);

    /// <summary>Adds text, escaped.</summary>
    public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

    /// <summary>Its markup.</summary>
    public override string ToString() => _text.ToString();
}
