using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Tests;

public sealed class TextTests
{
    [Fact]
    public void Folding_twice_is_folding_once_for_every_code_point()
    {
        var wrong = new List<string>();
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            // Lone surrogates too: the fold refuses nothing.
            var text = point is >= 0xD800 and <= 0xDFFF ? ((char)point).ToString() : char.ConvertFromUtf32(point);
            var folded = CaseFolding.Fold(text);
            if (CaseFolding.Fold(folded) != folded || CaseFolding.Fold("T" + text) is var behind && CaseFolding.Fold(behind) != behind)
                wrong.Add(point.ToString("X4", CultureInfo.InvariantCulture));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("ᴮᴵᴳᴮᴵᴿᴰ", "bigbird", true)]
    [InlineData("\u212A", "k", true)]
    [InlineData("ſ", "s", true)]
    [InlineData("ﬁ", "fi", true)]
    [InlineData("ａ＠ｘ", "a@x", true)]
    [InlineData("e\u0301", "É", true)]
    [InlineData("İ", "i", false)]
    [InlineData("ı", "i", false)]
    [InlineData("ß", "ss", false)]
    [InlineData("ς", "σ", false)]
    [InlineData("a\u200B", "a", false)]
    [InlineData("a ", "a", false)]
    [InlineData("а", "a", false)] // Cyrillic
    [InlineData("xn--e1afmkfd", "пример", false)]
    public void Two_names_are_the_same_user(string one, string other, bool same)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in (string[])["", "tr-TR", "de-DE"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
                Assert.Equal(same, CaseFolding.Fold(one) == CaseFolding.Fold(other));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Strings_are_ordered_as_their_UTF8_bytes_are()
    {
        var texts = Gen.Elements("", "a", "b", "z", "é", "\uD7FF", "\uE000", "\uFFFD", "😀", "\U0010FFFF").ListOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), texts.ToArbitrary(), (x, y) => Assert.Equal(
                Math.Sign(Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y))),
                Math.Sign(CodePointComparer.Instance.Compare(x, y))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Theory]
    [InlineData("2008-01-23T04:56:22Z", "2008-01-23T04:56:22.0000000Z")]
    [InlineData("2008-01-23T04:56:22", "2008-01-23T04:56:22.0000000Z")]
    [InlineData("2008-01-23T04:56:22.5-01:30", "2008-01-23T06:26:22.5000000Z")]
    [InlineData("2008-01-23T04:56:22.123456789Z", "2008-01-23T04:56:22.1234567Z")]
    [InlineData("2008-01-23", null)]
    [InlineData("23.01.2008 04:56:22", null)]
    [InlineData("2008-01-23T25:56:22Z", null)]
    [InlineData("9999-12-31T23:59:59-14:00", null)]
    [InlineData("", null)]
    public void An_instant_has_one_spelling(string text, string? spelling) =>
        Assert.Equal(spelling, Instant.TryParse(text, out var instant) ? Instant.Format(instant) : null);
}
