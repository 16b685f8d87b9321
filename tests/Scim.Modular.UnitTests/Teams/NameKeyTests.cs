using System.Text;
using Scim.Modular.Teams.Domain;

namespace Scim.Modular.UnitTests.Teams;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Okta Engineering", "  okta ENGINEERING\t")]
    [InlineData("Entwicklung Größe", "ENTWICKLUNG GRÖßE")]
    [InlineData("Ｅｎｇ", "eng")]
    [InlineData("Cafe\u0301", "CAFÉ")]
    [InlineData("\u1d2e\u1d35\u1d33", "big")]
    [InlineData("\u212Belvin", "åELVIN")]
    public void Names_are_equal_in_any_case_and_width_and_with_blanks_around(string one, string other) =>
        Assert.Equal(NameKey.Of(one), NameKey.Of(other));

    [Theory]
    [InlineData("Okta Engineering", "Okta Engineers")]
    [InlineData("Eng", "Eng 2")]
    [InlineData("a b", "a  b")]
    public void Other_names_are_other_keys(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));

    [Fact]
    public void A_key_folded_again_is_the_same_for_every_character()
    {
        for (var point = 1; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point))
                continue;
            var key = NameKey.Of("x" + new Rune(point)).Value;
            Assert.Equal(key, NameKey.Of(key).Value);
        }
    }

    [Fact]
    public void Text_that_is_not_well_formed_is_still_a_name()
    {
        Assert.Equal(NameKey.Of("a\uFFFDb"), NameKey.Of("A\uD800B"));
        Assert.Equal(NameKey.Of("a\uFFFDb"), NameKey.Of("A\uFFFEB"));
    }

    [Fact]
    public void A_name_that_grows_when_it_is_normalized_still_fits_its_column_and_differs_from_another()
    {
        var key = NameKey.Of(new string('\uFDFA', 256));

        Assert.Equal(NameKey.MaxLength, key.Value.Length);
        Assert.NotEqual(key, NameKey.Of(new string('\uFDFA', 255)));
    }
}
