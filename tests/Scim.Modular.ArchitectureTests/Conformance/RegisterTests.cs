using System.Text.RegularExpressions;
using Scim.Modular.ArchitectureTests.Reading;

namespace Scim.Modular.ArchitectureTests.Conformance;

/// <summary>Nothing that an RFC asks of a service provider is forgotten: it has a test, or a reason.</summary>
public sealed partial class RegisterTests
{
    private const string Page = "docs/conformance.md";

    private static readonly Register Small = new("1", "Small",
    [
        new("2.1", "Some", 4,
        [
            new() { Id = "1-2.1-1", Level = "MUST", Binds = Binds.Provider, Text = "one" },
            new() { Id = "1-2.1-2", Level = "SHALL", Binds = Binds.Both, Text = "two", LeftOut = "for | a reason" },
            new() { Id = "1-2.1-3", Level = "SHOULD", Binds = Binds.Provider, Text = "three" },
            new() { Id = "1-2.1-4", Level = "MUST", SameAs = "1-2.1-1", Text = "one again" },
        ]),
    ]);

    private static readonly Proof One = new("1-2.1-1", "ConformanceTests", "SomeTests.One");

    [Fact]
    public void Every_clause_is_in_the_register_once() => Assert.Empty(Register.ReadAll().SelectMany(register => register.Faults()));

    [Fact]
    public void What_obliges_a_service_provider_is_proven_or_left_out_for_a_reason() =>
        Assert.Empty(new ConformanceReport(Register.ReadAll(), Proofs.ReadAll()).Faults());

    [Fact]
    public void The_page_says_what_the_register_and_the_tests_say()
    {
        var file = Path.Combine(Solution.Root, Page);
        var written = new ConformanceReport(Register.ReadAll(), Proofs.ReadAll()).Write();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(file, written);

        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        var differing = written.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal).Take(20);
        Assert.True(expected == written, $"{Page} is not what the register and the tests say. Write it with APPROVE=1.\n{string.Join('\n', differing)}");
    }

    [Fact]
    public void A_clause_without_a_test_is_named() =>
        Assert.Equal(["1-2.1-1 (MUST) has neither a test nor a reason to be left out: one"], new ConformanceReport([Small], []).Faults());

    [Fact]
    public void What_is_proven_or_advised_is_no_fault() => Assert.Empty(new ConformanceReport([Small], [One]).Faults());

    [Theory]
    [InlineData("1-2.1-5", "ConformanceTests: SomeTests.One names 1-2.1-5, which is no clause")]
    [InlineData("1-2.1", "ConformanceTests: SomeTests.One names 1-2.1, which is no clause")]
    [InlineData("1-2.1-2", "1-2.1-2 is left out, and ConformanceTests: SomeTests.One proves it")]
    [InlineData("1-2.1-4", "1-2.1-4 repeats 1-2.1-1: ConformanceTests: SomeTests.One must name that one")]
    public void A_test_that_names_what_it_should_not_is_named(string clause, string fault) =>
        Assert.Equal([fault], new ConformanceReport([Small], [One, One with { Clause = clause }]).Faults());

    [Fact]
    public void A_register_with_a_gap_a_wrong_count_or_a_wrong_reference_is_at_fault()
    {
        var section = Small.Sections[0];
        string[] FaultsOf(params Clause[] clauses) => [.. (Small with { Sections = [section with { Clauses = clauses }] }).Faults()];
        var (first, second, third, fourth) = (section.Clauses[0], section.Clauses[1], section.Clauses[2], section.Clauses[3]);

        Assert.Empty(Small.Faults());
        Assert.Equal(["1-2.1 has 4 words of obligation; 3 are in the register"], FaultsOf(first, second, third));
        Assert.Contains("1-2.1-3 stands where 1-2.1-2 belongs", FaultsOf(first, third, second, fourth));
        Assert.Contains("1-2.1-4 repeats 1-2.1-9, which is no clause with words of its own", FaultsOf(first, second, third, fourth with { SameAs = "1-2.1-9" }));
        Assert.Contains("1-2.1-1: CAN is no level", FaultsOf(first with { Level = "CAN" }, second, third, fourth));
        Assert.Contains("1-2.1-1 must either bind somebody or repeat another clause", FaultsOf(first with { Binds = null }, second, third, fourth));
        Assert.Empty(FaultsOf(first with { Keywords = 2 }, third, fourth));
    }

    [Fact]
    public void The_page_shows_counts_proofs_and_reasons()
    {
        var page = new ConformanceReport([Small], [One, One with { Project = "Protocol.Tests" }, One]).Write();

        Assert.Contains("| RFC 1 | 1 | 1 | 0 | 0 | 1 | 0 | 0 |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 1-2.1-1 | MUST | provider | one | ConformanceTests: SomeTests.One<br>Protocol.Tests: SomeTests.One |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 1-2.1-2 | SHALL | both | two | left out: for \\| a reason |\n", page, StringComparison.Ordinal);
        Assert.Contains("| 1-2.1-4 | MUST | provider | one again | as 1-2.1-1 |\n", page, StringComparison.Ordinal);
    }

    /// <summary>The texts are not in the repository; who has them can have the counts of the register counted again.</summary>
    [Fact]
    public void The_register_counts_what_the_texts_of_the_RFCs_have()
    {
        if (Environment.GetEnvironmentVariable("RFC_TEXTS") is not { Length: > 0 } folder)
        {
            Assert.Skip("RFC_TEXTS: set it to a folder with rfc7643.txt, rfc7644.txt and rfc9865.txt");
            return;
        }

        Assert.All(Register.ReadAll(), register => Assert.Equal(
            Counted(File.ReadAllText(Path.Combine(folder, $"rfc{register.Rfc}.txt"))),
            register.Sections.Select(section => $"{section.Id}: {section.Keywords}")));
    }

    private static IEnumerable<string> Counted(string text)
    {
        var sections = Heading().Split(PageBreak().Replace(text, "\n"));      // text, id, text, id, text …
        for (var i = 1; i < sections.Length; i += 2)
        {
            var count = Keyword().Count(Blanks().Replace(sections[i + 1], " "));
            if (count > 0)
                yield return $"{sections[i]}: {count}";
        }
    }

    [GeneratedRegex(@"\n*[^\n]*\[Page \d+\]\n\f?\n?[^\n]*RFC \d+[^\n]*\n+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex PageBreak();

    [GeneratedRegex(@"^(Appendix )?(?<section>[0-9A-Z]+(\.\d+)*)\.[ ]+(?=\S)(?!.*(\.{3}|\. \. ))[^\n]*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\b(MUST|SHALL|SHOULD|REQUIRED|RECOMMENDED)\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Keyword();
}
