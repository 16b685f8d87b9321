using Scim.Modular.Platform.Security;

namespace Scim.Modular.UnitTests.Platform;

/// <summary>What carries our prefix and can't be ours is refused without a look into the database.</summary>
public sealed class SecretTokenTests
{
    public static TheoryData<string> Prefixes => [SecretToken.Scim, SecretToken.Admin, SecretToken.Session, SecretToken.Link];

    [Theory, MemberData(nameof(Prefixes))]
    public void What_is_made_is_plausible_and_is_not_when_any_character_is_another_one(string prefix)
    {
        var token = SecretToken.Create(prefix);
        Assert.StartsWith(prefix, token, StringComparison.Ordinal);
        Assert.True(SecretToken.IsPlausible(token));

        for (var i = prefix.Length; i < token.Length; i++)
        {
            var mistyped = token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..];
            Assert.False(SecretToken.IsPlausible(mistyped), mistyped);
        }
    }

    [Theory, MemberData(nameof(Prefixes))]
    public void What_is_shorter_or_longer_is_not_plausible(string prefix)
    {
        var token = SecretToken.Create(prefix);
        Assert.False(SecretToken.IsPlausible(prefix));
        Assert.False(SecretToken.IsPlausible(token[..^1]));
        Assert.False(SecretToken.IsPlausible(token + "0"));
    }

    [Fact]
    public void A_key_that_an_operator_chose_has_no_form_to_keep_to() => Assert.True(SecretToken.IsPlausible("a-key-of-our-own-making"));
}
