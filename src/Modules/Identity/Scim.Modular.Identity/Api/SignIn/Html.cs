using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Scim.Modular.Identity.Api.SignIn;

/// <summary>
/// A piece of a page. What stands in the code is markup, what is put in is text and is escaped: an interpolated string that is given as
/// <see cref="Html"/> can't hold anything else.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + 20 * formattedCount);

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = Of($"");

    public static Html Of(Html html) => html;

    public static Html Join(IEnumerable<Html> parts)
    {
        var all = new Html(0, 0);
        foreach (var part in parts)
            all.AppendFormatted(part);
        return all;
    }

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Html html) => _text.Append(html._text);

    public void AppendFormatted(string? text) => _text.Append(HtmlEncoder.Default.Encode(text ?? ""));

    public override string ToString() => _text.ToString();
}
