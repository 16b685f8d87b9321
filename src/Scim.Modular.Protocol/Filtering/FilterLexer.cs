using System.Globalization;
using System.Text;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Filtering;

internal enum TokenKind
{
    End,
    Word,
    Number,
    String,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Dot,
    Unknown,
}

// Always one token ahead. Positions in messages count characters from 1.
internal sealed class FilterLexer
{
    private readonly string source;
    private readonly string scimType;
    private int start;
    private int next;

    public FilterLexer(string source, string scimType)
    {
        this.source = source;
        this.scimType = scimType;
        Advance();
    }

    public TokenKind Kind { get; private set; }

    public string Text { get; private set; } = "";

    public bool IsKeyword(string keyword) =>
        Kind == TokenKind.Word && string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);

    public bool TakeKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    public string Take()
    {
        var text = Text;
        Advance();
        return text;
    }

    // Whether the token ends where a value may end; that of `7@example.com` does not.
    public bool IsWhole => next == source.Length || EndsValue(source[next]);

    private static bool EndsValue(char c) => c is ' ' or ')' or ']';

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("\"\\([,;'");

    // A value without quotes: all that stands before a blank or a closing bracket, unless it has a sign of the grammar in it, is a
    // word of the grammar, or looks like a number.
    public string? TakeBareWord(bool numbers)
    {
        if (Kind is TokenKind.End or TokenKind.String || IsKeyword("and") || IsKeyword("or") || IsKeyword("not"))
            return null;
        var end = start;
        while (end < source.Length && !EndsValue(source[end]))
            end++;
        var word = source[start..end];
        if (word.Length == 0 || word.AsSpan().ContainsAny(Signs) || word.Any(c => char.IsControl(c) || char.IsSurrogate(c))
            || (!numbers && !word.Any(c => char.IsLetter(c) && c is not ('e' or 'E'))))
            return null;
        next = end;
        Advance();
        return word;
    }

    public bool NextIsOpenParenthesis()
    {
        var i = next;
        while (i < source.Length && source[i] == ' ')
            i++;
        return i < source.Length && source[i] == '(';
    }

    public ScimException Expected(string what)
    {
        var found = Kind switch
        {
            TokenKind.End => "the text ends",
            TokenKind.String => "found a string",
            _ => $"found '{ScimException.Shorten(Text)}'",
        };
        return At($"expected {what}, {found}");
    }

    public ScimException At(string what) => At(start, what);

    private ScimException At(int position, string what) =>
        new(400, scimType, string.Create(CultureInfo.InvariantCulture, $"Position {position + 1}: {what}."));

    private void Advance()
    {
        while (next < source.Length && source[next] == ' ')
            next++;
        start = next;
        if (next == source.Length)
        {
            (Kind, Text) = (TokenKind.End, "");
            return;
        }

        var c = source[next];
        if (c == '"')
            ReadString();
        else if (char.IsAsciiDigit(c) || c == '-')
            ReadNumber();
        else if (AttributePath.SchemaChars.Contains(c) && c != '.')
            ReadRun(TokenKind.Word, static c => AttributePath.SchemaChars.Contains(c));
        else
            ReadSign(c);
    }

    private void ReadSign(char c)
    {
        Kind = c switch
        {
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            '.' => TokenKind.Dot,
            _ => TokenKind.Unknown,
        };
        var length = char.IsHighSurrogate(c) && next + 1 < source.Length ? 2 : 1;
        Text = source.Substring(next, length);
        next += length;
    }

    private void ReadRun(TokenKind kind, Func<char, bool> belongs)
    {
        while (next < source.Length && belongs(source[next]))
            next++;
        (Kind, Text) = (kind, source[start..next]);
    }

    private void ReadNumber()
    {
        ReadRun(TokenKind.Number, static c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
        if (!IsJsonNumber(Text))
            Kind = TokenKind.Unknown;
        else if (!double.IsFinite(double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture)))
            throw At("the number is too large");
    }

    // RFC 8259 §6: no leading zeros, no '+', digits on both sides of the point.
    private static bool IsJsonNumber(string text)
    {
        var i = text[0] == '-' ? 1 : 0;
        var digits = Digits(text, ref i);
        if (digits == 0 || (digits > 1 && text[i - digits] == '0'))
            return false;
        if (i < text.Length && text[i] == '.')
        {
            i++;
            if (Digits(text, ref i) == 0)
                return false;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
                i++;
            if (Digits(text, ref i) == 0)
                return false;
        }

        return i == text.Length;
    }

    private static int Digits(string text, ref int i)
    {
        var from = i;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
            i++;
        return i - from;
    }

    private void ReadString()
    {
        var text = new StringBuilder();
        for (next++; ; next++)
        {
            if (next >= source.Length)
                throw At("the string has no closing quote");
            var c = source[next];
            if (c == '"')
                break;
            if (c < ' ')
                throw At(next, "a control character in a string is written with an escape");
            text.Append(c == '\\' ? ReadEscape() : c);
        }

        next++;
        (Kind, Text) = (TokenKind.String, text.ToString());
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\0')
                throw At("a string has the character NUL");
            if (!char.IsSurrogate(Text[i]))
                continue;
            if (!char.IsHighSurrogate(Text[i]) || i + 1 == Text.Length || !char.IsLowSurrogate(Text[i + 1]))
                throw At("a string has half of a surrogate pair");
            i++;
        }
    }

    private char ReadEscape()
    {
        next++;
        if (next >= source.Length)
            throw At("the string has no closing quote");
        switch (source[next])
        {
            case '"' or '\\' or '/':
                return source[next];
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when next + 4 < source.Length
                && ushort.TryParse(source.AsSpan(next + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                next += 4;
                return (char)code;
            default:
                throw At(next - 1, "the escape is not one of JSON's");
        }
    }
}
