using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.UnitTests.Teams;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Engineering", "engineering")]
    [InlineData("  Sales & Service (EU) ", "sales-service-eu")]
    [InlineData("Équipe Café", "equipe-cafe")]
    [InlineData("開発", "team")]
    [InlineData("--", "team")]
    public void A_name_suggests_a_slug(string name, string slug) => Assert.Equal(slug, Slug.Suggest(name));

    [Fact]
    public void Every_suggestion_is_valid_also_with_a_number_behind_it()
    {
        var suggested = Slug.Suggest(string.Concat(Enumerable.Repeat("ab-", 100)));

        Assert.True(Slug.IsValid(suggested));
        Assert.True(Slug.IsValid(suggested + "-999999"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("a--b")]
    [InlineData("-a")]
    [InlineData("a_b")]
    [InlineData("a\n")]
    public void A_slug_is_lower_case_letters_and_digits_with_single_hyphens_between(string slug) => Assert.False(Slug.IsValid(slug));

    [Fact]
    public void The_first_number_that_nobody_has_is_put_behind_a_taken_slug()
    {
        Assert.Equal("a", Slug.FirstFree("a", new HashSet<string> { "a-2" }));
        Assert.Equal("a-3", Slug.FirstFree("a", new HashSet<string> { "a", "a-2", "a-4" }));
    }
}
