using System.Text.RegularExpressions;
using Scim.Modular.Identity.Api.Console.Guides;

namespace Scim.Modular.UnitTests.Identity;

public sealed partial class ProviderGuideTests
{
    public static TheoryData<string> WithPage => ["okta", "entra", "onelogin", "jumpcloud"];

    [Theory, MemberData(nameof(WithPage))]
    public void The_page_of_a_provider_in_docs_says_the_same_as_the_console(string provider)
    {
        var page = Blanks().Replace(File.ReadAllText(Path.Combine(Root(), "docs", provider + ".md")), " ");

        foreach (var part in ProviderGuide.Of(provider).Parts)
        {
            Assert.Contains($"## {part.Title} ", page, StringComparison.Ordinal);
            foreach (var (step, number) in part.Steps.Select((step, index) => (step, index + 1)))
                Assert.Contains($"{number}. {step} ", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_guide_gives_the_address_to_copy() =>
        Assert.All(ProviderGuide.All, guide => Assert.Contains(guide.Values, value => value.Value == ProviderGuide.BaseUrl));

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Scim.Modular.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The checkout is not above the tests.");
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
