namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Group mappings by the thousand, and with names that elsewhere would be patterns.</summary>
public abstract class MappingAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Trait("Case", "C24")]
    [InlineData("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData(".*", "Engineering")]
    [InlineData("Eng*", "Engineering")]
    [InlineData("Eng%", "Engineering")]
    [InlineData("Eng_", "Engi")]
    [InlineData("[E]ng", "Eng")]
    public async Task A_name_that_looks_like_a_pattern_is_a_name(string name, string other)
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync(name, team)).Expect(201);
        var people = await tenant.CreateUsersAsync("ada", "ben");

        await tenant.CreateGroupAsync(other, people[0]);
        await tenant.CreateGroupAsync(name, people[1]);

        await Eventually.EqualAsync("ben", () => tenant.TeamAsync(team));
        await Invariants.HoldAsync(tenant);
    }

    [Fact, Trait("Case", "C24")]
    public async Task Among_a_thousand_mappings_a_group_finds_its_own()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Engineering");
        List<string> others = [];
        for (var i = 0; i < 10; i++)
            others.Add(await tenant.CreateTeamAsync($"Others {i}"));
        await Clients.EachAsync(4, Enumerable.Range(0, 1_000).Select(i => (Func<Task<int>>)(async () =>
            (await tenant.MapNameAsync($"Group {i}", i == 500 ? team : others[i % 10])).Expect(201).Status)));

        await tenant.CreateGroupAsync("group 500", await tenant.CreateUserAsync("ada"));

        await Eventually.EqualAsync("ada", () => tenant.TeamAsync(team));
        foreach (var other in others)
            Assert.Equal("", await tenant.TeamAsync(other));
    }
}

public sealed class MappingAbuseTestsOnSqlite(SqliteService service) : MappingAbuseTests(service);

public sealed class MappingAbuseTestsOnPostgreSql(PostgreSqlService service) : MappingAbuseTests(service);

public sealed class MappingAbuseTestsOnSqlServer(SqlServerService service) : MappingAbuseTests(service);
