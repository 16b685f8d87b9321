using Scim.Modular.ArchitectureTests.Reading;
using Scim.Modular.ArchitectureTests.Rules;

namespace Scim.Modular.ArchitectureTests;

public sealed class RuleTests
{
    private static readonly ArchitectureRule[] All =
    [
        new ProjectsReferenceWhatTheTableAllows(),
        new OnlyTestsSeeInternals(),
        new ModulesMeetInContracts(),
        new LayersPointInwards(),
        new EveryTypeLivesInALayer(),
        new OnlyTheEntryClassIsPublic(),
        new SharedKernelStaysSmall(),
        new ProtocolStandsAlone(),
        new ContractEventsArePlainRecords(),
        new EventsAreRaisedByTheirOwner(),
        new EventsAreHeard(),
        new EventsKeepTheirForm(),
        new EveryRequestHasOneHandler(),
        new HandlersNeitherSaveNorSend(),
        new AggregatesHaveNoPublicSetters(),
        new ModulesKeepToTheirSchema(),
        new SqlNamesOnlyItsOwnSchema(),
        new RowsBelongToAnOrganization(),
        new RoutesHaveAPolicy(),
        new FormsBeginInOnePlace(),
        new TimeComesFromTimeProvider(),
        new NothingBlocksAThread(),
        new TextIsComparedByOrdinals(),
        new RawSqlIsApproved(),
        new SuppressionsAreApproved(),
    ];

    public static IEnumerable<TheoryDataRow<ArchitectureRule>> Rules() =>
        All.Select(rule => new TheoryDataRow<ArchitectureRule>(rule) { TestDisplayName = $"{rule.Name}: {rule.Sentence}" });

    public static IEnumerable<TheoryDataRow<ArchitectureRule>> RulesAndViolations() =>
        All.Select(rule => new TheoryDataRow<ArchitectureRule>(rule) { TestDisplayName = $"{rule.Name} catches its own violation" });

    [Theory, MemberData(nameof(Rules), DisableDiscoveryEnumeration = true)]
    public void Every_rule_holds(ArchitectureRule rule)
    {
        var breaks = rule.Breaks(Solution.Real).ToArray();
        Assert.True(breaks.Length == 0, $"{rule.Sentence}\n  {string.Join("\n  ", breaks)}\n");
    }

    [Theory, MemberData(nameof(RulesAndViolations), DisableDiscoveryEnumeration = true)]
    public void Every_rule_catches_its_own_violation(ArchitectureRule rule)
    {
        var breaks = rule.Breaks(Solution.Broken).ToArray();
        Assert.NotEmpty(rule.MustCatch);
        Assert.All(rule.MustCatch, violation =>
            Assert.True(
                breaks.Any(found => found.Contains(violation, StringComparison.Ordinal)),
                $"Not caught: {violation}\nCaught:\n  {string.Join("\n  ", breaks)}\n"));
    }

    [Fact]
    public void Every_type_in_Broken_is_caught_by_some_rule()
    {
        var breaks = All.SelectMany(rule => rule.Breaks(Solution.Broken)).ToArray();
        var types = Solution.Broken.Projects.SelectMany(project => project.Types).Where(type => !type.IsInterface).ToArray();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.True(
            Array.Exists(breaks, found => found.Contains(type.Shown(), StringComparison.Ordinal) || found.Contains($"/{type.Name}.cs", StringComparison.Ordinal)),
            $"{type.FullName} breaks no rule"));
    }

    [Fact]
    public void A_rule_that_looks_at_nothing_does_not_hold() =>
        Assert.All(All, rule => Assert.Contains(rule.Breaks(Solution.Empty), found => found.Contains("looked at nothing", StringComparison.Ordinal)));
}
