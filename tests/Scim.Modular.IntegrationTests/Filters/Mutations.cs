using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scim.Modular.Protocol.Filtering;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>Filters as nobody should write them, made of ones that somebody could.</summary>
internal static partial class Mutations
{
    private static readonly string[] Insertions =
    [
        "and", "or", "not", "not (", "(", ")", "[", "]", "pr", "eq", "ne", "co", "gt", ".", ":", "urn:", "$", "$ref", "-", "+", "\"", "\\", "\\u", "\\u0000",
        "\\ud800", "\\uD83D\\uDE00", "null", "true", "False", "NULL", "value", "id", "meta", "\0", "\uD800", "\uFFFE", "\u202E", "\u00A0", "İ", "😀", "\t", "\r\n",
        "%", "_", "'", "--", ";", "{0}", "{", "}", "@p0", "[value pr]", ".value eq", "e", "E+",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-0.0", "1", "1.0", "1e0", "10e-1", "9007199254740992", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "79228162514264337593543950335", "79228162514264337593543950336", "1e28", "1e29", "1e308", "1e309", "-1e400", "1e-28", "1e-400",
        "0.1", "0.30000000000000004", "123456789012345678901234567890", "0." + new string('0', 60) + "1", new string('9', 400), "1e99999999999", "01", "1.", ".5", "NaN",
    ];

    private static readonly Func<string, string, Random, string>[] All =
        [FlipByte, ReplaceCharacter, Truncate, SwapTokens, DropToken, RepeatToken, Insert, ChangeCase, ReplaceNumber, Splice, Nest];

    /// <summary>The text after one to three accidents; <paramref name="other"/> is what may be spliced in.</summary>
    public static string Mutate(string text, string other, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
            text = All[random.Next(All.Length)](text, other, random);
        return text;
    }

    /// <summary>The same filter with names as other clients spell them: in another case, and core attributes behind their URN.</summary>
    public static FilterExpression Respell(FilterExpression filter, string core, Random random) => filter switch
    {
        And(var left, var right) => new And(Respell(left, core, random), Respell(right, core, random)),
        Or(var left, var right) => new Or(Respell(left, core, random), Respell(right, core, random)),
        Not(var operand) => new Not(Respell(operand, core, random)),
        Comparison comparison => comparison with { Path = Respelled(comparison.Path, core, random) },
        Present present => new Present(Respelled(present.Path, core, random)),
        // Inside the brackets no name has a URN.
        ValuePath path => new ValuePath(Respelled(path.Path, core, random), Respell(path.Filter, "", random)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };

    /// <summary>The same filter in other words: escapes that need not be, more blanks, operators and keywords in another case.</summary>
    public static string Rewrite(string filter, Random random) => WithTokens(filter, tokens =>
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            tokens[i] = tokens[i] switch
            {
                ['"', ..] => Escaped(tokens[i], random),
                [' ', ..] when random.Next(8) == 0 => "   ",
                { Length: <= 5 } word when word.All(char.IsAsciiLetter) => AnyCase(word, random),   // a name has no case either
                _ => tokens[i],
            };
        }
    });

    private static string Escaped(string quoted, Random random)
    {
        var text = new StringBuilder();
        for (var i = 0; i < quoted.Length; i++)
        {
            if (quoted[i] == '\\')
            {
                var length = quoted[i + 1] == 'u' ? 6 : 2;
                text.Append(quoted, i, length);
                i += length - 1;
            }
            else if (quoted[i] != '"' && random.Next(6) == 0)
            {
                text.Append(quoted[i] == '/' ? "\\/" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)quoted[i]:x4}"));
            }
            else
            {
                text.Append(quoted[i]);
            }
        }

        return text.ToString();
    }

    private static AttributePath Respelled(AttributePath path, string core, Random random)
    {
        var schema = path.Schema ?? (core.Length > 0 && random.Next(8) == 0 ? core : null);
        return random.Next(4) > 0
            ? path with { Schema = schema }
            : new AttributePath(schema is null ? null : AnyCase(schema, random), AnyCase(path.Attribute, random), path.SubAttribute is { } sub ? AnyCase(sub, random) : null);
    }

    private static string AnyCase(string text, Random random) =>
        string.Concat(text.Select(letter => random.Next(2) == 0 ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter)));

    private static string FlipByte(string text, string other, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length == 0)
            return text;
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return Encoding.UTF8.GetString(bytes);
    }

    private static string ReplaceCharacter(string text, string other, Random random)
    {
        if (text.Length == 0)
            return text;
        var letters = text.ToCharArray();
        letters[random.Next(letters.Length)] = (char)(random.Next(2) == 0 ? random.Next(128) : random.Next(65536));
        return new string(letters);
    }

    private static string Truncate(string text, string other, Random random) => text[..random.Next(text.Length + 1)];

    private static string SwapTokens(string text, string other, Random random) => WithTokens(text, tokens =>
    {
        var (one, two) = (random.Next(tokens.Count), random.Next(tokens.Count));
        (tokens[one], tokens[two]) = (tokens[two], tokens[one]);
    });

    private static string DropToken(string text, string other, Random random) => WithTokens(text, tokens => tokens.RemoveAt(random.Next(tokens.Count)));

    private static string RepeatToken(string text, string other, Random random) =>
        WithTokens(text, tokens => tokens.Insert(random.Next(tokens.Count), tokens[random.Next(tokens.Count)]));

    private static string Insert(string text, string other, Random random) =>
        text.Insert(random.Next(text.Length + 1), Insertions[random.Next(Insertions.Length)]);

    private static string ChangeCase(string text, string other, Random random) => AnyCase(text, random);

    private static string ReplaceNumber(string text, string other, Random random) => WithTokens(text, tokens =>
    {
        var values = Enumerable.Range(0, tokens.Count).Where(i => tokens[i].StartsWith('"') || char.IsAsciiDigit(tokens[i][0])).ToArray();
        tokens[values.Length > 0 ? values[random.Next(values.Length)] : random.Next(tokens.Count)] = Numbers[random.Next(Numbers.Length)];
    });

    private static string Splice(string text, string other, Random random) => text[..random.Next(text.Length + 1)] + other[random.Next(other.Length + 1)..];

    private static string Nest(string text, string other, Random random)
    {
        var depth = random.Next(1, random.Next(4) == 0 ? 400 : 24);
        return string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "(" : "not (", depth)) + text + new string(')', depth);
    }

    private static string WithTokens(string text, Action<List<string>> change)
    {
        var tokens = Token().Matches(text).Select(match => match.Value).ToList();
        if (tokens.Count == 0)
            return text;
        change(tokens);
        return string.Concat(tokens);
    }

    [GeneratedRegex("""
        "([^"\\]|\\.)*"?|[\[\]()]| +|[^ "\[\]()]+
        """, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Token();
}
