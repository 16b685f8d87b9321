namespace Scim.Modular.ConformanceTests.Teams;

/// <summary>What a directory's status, its breaker and its settings do to teams.</summary>
public abstract class DirectoryEffectTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private Tenant _tenant = null!;
    private string _team = "";
    private string[] _people = [];
    private string _group = "";
    private string _mapping = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _team = await _tenant.CreateTeamAsync("Engineering");
        _people = await _tenant.CreateUsersAsync("ada", "ben", "cyd");
        _group = await _tenant.CreateGroupAsync("Eng", _people[0], _people[1]);
        _mapping = (await _tenant.MapGroupAsync(_group, _team)).Expect(201).Json.Text("id");
        await TeamIsAsync("ada ben");
    }

    [Fact]
    public async Task While_it_observes_nothing_moves_and_then_everything_does()
    {
        await ChangeAsync(new { status = "observe" });
        await _tenant.RemoveMemberAsync(_group, _people[0]);
        await _tenant.AddMembersAsync(_group, _people[2]);
        await _tenant.SetActiveAsync(_people[1], false);
        var dee = await _tenant.CreateUserAsync("dee");
        await _tenant.AddMembersAsync(_group, dee);
        await TeamIsAsync("ada ben");
        var report = (await _tenant.Directory.GetAsync("/report")).Expect(200).Text;
        Assert.Contains("Engineering", report, StringComparison.Ordinal);
        await TeamIsAsync("ada ben");

        await ChangeAsync(new { status = "active" });
        await TeamIsAsync("cyd dee");
    }

    [Fact]
    public async Task Disabled_and_frozen_everything_stays_and_an_administrator_can_still_change_it()
    {
        await ChangeAsync(new { status = "disabled", members = "freeze" });
        await _tenant.GrantAsync(_team, _people[2]);
        await TeamIsAsync("ada ben cyd");
        (await _tenant.Admin.DeleteAsync("/group-mappings/" + _mapping)).Expect(204);
        await TeamIsAsync("cyd");
    }

    [Fact]
    public async Task Disabled_and_kept_its_members_are_there_by_hand()
    {
        await ChangeAsync(new { status = "disabled", members = "keep" });
        await Eventually.EqualAsync("orphaned", () => _tenant.MappingStatusAsync(_mapping));
        await Eventually.EqualAsync("manual manual", KindsAsync);
        await TeamIsAsync("ada ben");

        await ChangeAsync(new { status = "active" });
        await Eventually.EqualAsync("bound", () => _tenant.MappingStatusAsync(_mapping));
        await Eventually.EqualAsync("manual mapping manual mapping", KindsAsync);
        await _tenant.RemoveMemberAsync(_group, _people[0]);
        await TeamIsAsync("ada ben");
    }

    [Fact]
    public async Task Disabled_and_deprovisioned_its_people_are_in_no_team_until_it_is_active_again()
    {
        await _tenant.GrantAsync(_team, _people[2], "admin");
        await ChangeAsync(new { status = "disabled", members = "deprovision" });
        await TeamIsAsync("");
        await ChangeAsync(new { status = "active" });
        await Eventually.EqualAsync("ada:member ben:member cyd:admin", () => _tenant.TeamRolesAsync(_team));
    }

    [Theory]
    [InlineData("approve", "ada")]
    [InlineData("discard", "ada ben cyd")]
    public async Task The_breaker_holds_removals_until_an_administrator_decides(string decision, string left)
    {
        await _tenant.AddMembersAsync(_group, _people[2]);
        await TeamIsAsync("ada ben cyd");
        await ChangeAsync(new { breaker = new { removals = 2 } });

        (await _tenant.Scim.PatchAsync("/Groups/" + _group, Tenant.Replace("members", Tenant.Members([_people[0]])))).Expect(204);

        await Eventually.EqualAsync(true, async () => (await _tenant.Directory.GetAsync()).Expect(200).Json.Flag("holding"));
        Assert.Equal("changes_held", Assert.Single((await _tenant.Directory.GetAsync()).Expect(200).Json.List("alerts")).Text("kind"));
        await TeamIsAsync("ada ben cyd");
        var held = (await _tenant.Directory.GetAsync("/held-changes")).Expect(200).Text;
        Assert.Contains(_people[1], held, StringComparison.Ordinal);
        Assert.Contains(_people[2], held, StringComparison.Ordinal);
        var member = (await _tenant.Admin.GetAsync($"/teams/{_team}/members/{_people[1]}")).Expect(200).Json;
        Assert.True(member.List("sources").Single()["held"]!.GetValue<bool>());

        (await _tenant.Directory.PostAsync("/held-changes/" + decision, new { })).Expect(204);
        await TeamIsAsync(left);
        Assert.DoesNotContain(_people[1], (await _tenant.Directory.GetAsync("/held-changes")).Expect(200).Text, StringComparison.Ordinal);

        await _tenant.RemoveMemberAsync(_group, _people[0]);        // it counts anew
        await TeamIsAsync(left.Replace("ada", "", StringComparison.Ordinal).Trim());
    }

    [Fact]
    public async Task With_a_team_per_group_every_group_has_one_that_follows_its_name()
    {
        await _tenant.CreateGroupAsync("Sales");
        await ChangeAsync(new { teamPerGroup = true });
        await Eventually.EqualAsync("Engineering Sales", TeamsAsync);      // Eng has a mapping already

        var group = await _tenant.CreateGroupAsync("Sales Europe", _people[2]);
        await Eventually.EqualAsync("Engineering Sales Sales Europe", TeamsAsync);
        var made = (await _tenant.Admin.ListAsync("/teams")).Single(team => team.Text("name") == "Sales Europe");
        Assert.Equal("sales-europe", made.Text("slug"));
        await Eventually.EqualAsync("cyd", () => _tenant.TeamAsync(made.Text("id")));

        (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("displayName", "Sales EMEA"))).Expect(200, 204);
        await Eventually.EqualAsync("Engineering Sales Sales EMEA", TeamsAsync);
        (await _tenant.Admin.PatchAsync("/teams/" + made.Text("id"), new { name = "Ours" })).Expect(200);
        (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("displayName", "Sales World"))).Expect(200, 204);
        await Eventually.EqualAsync("Engineering Ours Sales", TeamsAsync);
    }

    private async Task<string> TeamsAsync() =>
        string.Join(' ', (await _tenant.Admin.ListAsync("/teams")).Select(team => team.Text("name")).Order(StringComparer.Ordinal));

    private async Task<string> KindsAsync() =>
        string.Join(' ', (await _tenant.Admin.ListAsync($"/teams/{_team}/members"))
            .SelectMany(member => member.List("sources")).Select(source => source.Text("kind")));

    private async Task ChangeAsync(object change) => (await _tenant.Directory.PatchAsync("", change)).Expect(200);

    private Task TeamIsAsync(string userNames) => Eventually.EqualAsync(userNames, () => _tenant.TeamAsync(_team));
}

public sealed class DirectoryEffectTestsOnSqlite(SqliteService service) : DirectoryEffectTests(service);

public sealed class DirectoryEffectTestsOnPostgreSql(PostgreSqlService service) : DirectoryEffectTests(service);

public sealed class DirectoryEffectTestsOnSqlServer(SqlServerService service) : DirectoryEffectTests(service);
