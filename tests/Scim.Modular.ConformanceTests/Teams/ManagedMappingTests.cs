namespace Scim.Modular.ConformanceTests.Teams;

/// <summary>The table "what happens → effect" of the licensing and teams rules, for mappings of mode managed.</summary>
public abstract class ManagedMappingTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private Tenant _tenant = null!;
    private string _team = "";
    private string _ada = "";
    private string _ben = "";
    private string _cyd = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _team = await _tenant.CreateTeamAsync("Engineering");
        var people = await _tenant.CreateUsersAsync("ada", "ben", "cyd");
        (_ada, _ben, _cyd) = (people[0], people[1], people[2]);
    }

    [Fact]
    public async Task Who_is_added_to_a_mapped_group_is_in_the_team_and_who_is_removed_is_not()
    {
        var group = await MappedGroupAsync("Eng", _ada);
        await TeamIsAsync("ada");

        await _tenant.AddMembersAsync(group, _ben, _cyd);
        await TeamIsAsync("ada ben cyd");

        await _tenant.RemoveMemberAsync(group, _ada);
        await TeamIsAsync("ben cyd");

        var member = (await _tenant.Admin.ListAsync($"/teams/{_team}/members"))[0];
        Assert.Equal(_ben, member.Text("userId"));
        Assert.Equal("member", member.Text("role"));
        Assert.True(member.Flag("active"));
        var source = Assert.Single(member.List("sources"));
        Assert.Equal("mapping", source.Text("kind"));
        Assert.Equal("Eng", source.Text("groupName"));
    }

    [Fact]
    public async Task A_group_replaced_by_PUT_or_by_replace_members_changes_the_team_by_the_difference()
    {
        var group = await MappedGroupAsync("Eng", _ada, _ben);
        await TeamIsAsync("ada ben");
        var since = await SinceAsync(_ben);

        (await _tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Eng", [_ben, _cyd]))).Expect(200);
        await TeamIsAsync("ben cyd");

        (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("members", Tenant.Members([_ada, _ben])))).Expect(204);
        await TeamIsAsync("ada ben");
        Assert.Equal(since, await SinceAsync(_ben));        // ben was in all three: nothing happened to him

        (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("members", new JsonArray()))).Expect(204);
        await TeamIsAsync("");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task A_renamed_group_stays_bound_and_its_old_name_is_free(string method)
    {
        var group = await MappedGroupAsync("Eng", _ada);
        await TeamIsAsync("ada");

        if (method == "PUT")
            (await _tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Product", [_ada]))).Expect(200);
        else
            (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace(new JsonObject { ["id"] = group, ["displayName"] = "Product" }))).Expect(204);
        await _tenant.AddMembersAsync(group, _ben);
        await TeamIsAsync("ada ben");

        await _tenant.CreateGroupAsync("Eng", _cyd);        // the mapping is bound to the group's id and not to the name
        await _tenant.RemoveMemberAsync(group, _ada);
        await TeamIsAsync("ben");
        var mapping = Assert.Single(await _tenant.Admin.ListAsync("/group-mappings"));
        Assert.Equal("bound", mapping.Text("status"));
        Assert.Equal(group, mapping.Text("boundGroupId"));
    }

    [Theory]
    [InlineData("Eng", null)]
    [InlineData("  eNG ", null)]
    [InlineData("Other name", "okta-group-1")]
    public async Task A_deleted_group_orphans_its_mapping_which_binds_again_when_the_group_comes_back(string name, string? externalId)
    {
        (await _tenant.MapNameAsync("Eng", _team)).Expect(201);
        var group = (await _tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Eng", [_ada, _ben], externalId))).Expect(201).Json.Text("id");
        await TeamIsAsync("ada ben");
        var mapping = Assert.Single(await _tenant.Admin.ListAsync("/group-mappings")).Text("id");

        (await _tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);
        await TeamIsAsync("");
        await Eventually.EqualAsync("orphaned", () => _tenant.MappingStatusAsync(mapping));

        var again = (await _tenant.Scim.PostAsync("/Groups", Tenant.GroupBody(name, [_ben], externalId))).Expect(201).Json.Text("id");
        await TeamIsAsync("ben");
        Assert.Equal("bound", await _tenant.MappingStatusAsync(mapping));
        Assert.Equal(again, (await _tenant.MappingAsync(mapping)).Text("boundGroupId"));
    }

    [Fact]
    public async Task A_deactivated_user_is_out_of_the_team_and_back_in_after_the_reactivation()
    {
        await MappedGroupAsync("Eng", _ada, _ben);
        await _tenant.GrantAsync(_team, _cyd);
        await TeamIsAsync("ada ben cyd");

        await _tenant.SetActiveAsync(_ada, false);
        await _tenant.SetActiveAsync(_cyd, false);
        await TeamIsAsync("ben");
        Assert.Empty((await _tenant.Admin.GetAsync("/users/" + _ada)).Expect(200).Json.List("teams"));

        await _tenant.SetActiveAsync(_ada, true);
        await _tenant.SetActiveAsync(_cyd, true);
        await TeamIsAsync("ada ben cyd");
    }

    [Fact]
    public async Task Members_added_and_removed_while_inactive_count_after_the_reactivation()
    {
        var group = await MappedGroupAsync("Eng", _ada);
        await TeamIsAsync("ada");
        await _tenant.SetActiveAsync(_ada, false);
        await _tenant.SetActiveAsync(_ben, false);
        await _tenant.RemoveMemberAsync(group, _ada);
        await _tenant.AddMembersAsync(group, _ben);
        await TeamIsAsync("");

        await _tenant.SetActiveAsync(_ada, true);
        await _tenant.SetActiveAsync(_ben, true);

        await TeamIsAsync("ben");
    }

    [Fact]
    public async Task A_deleted_user_is_out_of_the_team_and_returns_with_what_was_granted_by_hand()
    {
        await MappedGroupAsync("Eng", _ben);
        await _tenant.GrantAsync(_team, _ada, "admin");
        await TeamIsAsync("ada ben");

        (await _tenant.Scim.DeleteAsync("/Users/" + _ada)).Expect(204);
        await TeamIsAsync("ben");

        Assert.Equal(_ada, await _tenant.CreateUserAsync("ada"));
        await Eventually.EqualAsync("ada:admin ben:member", () => _tenant.TeamRolesAsync(_team));
    }

    [Fact]
    public async Task What_was_granted_by_hand_survives_a_push()
    {
        var group = await MappedGroupAsync("Eng", _ada, _ben);
        await TeamIsAsync("ada ben");
        await _tenant.GrantAsync(_team, _ada);
        await _tenant.GrantAsync(_team, _cyd);

        (await _tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Eng", []))).Expect(200);
        await TeamIsAsync("ada cyd");

        (await _tenant.Admin.DeleteAsync($"/teams/{_team}/members/{_ada}")).Expect(204);
        await TeamIsAsync("cyd");
    }

    [Fact]
    public async Task With_two_groups_on_one_team_a_user_leaves_when_the_last_source_is_gone()
    {
        var first = await MappedGroupAsync("Eng", _ada, _ben);
        var second = await MappedGroupAsync("Ops", _ada, _cyd);
        await TeamIsAsync("ada ben cyd");

        await _tenant.RemoveMemberAsync(first, _ada);
        await _tenant.RemoveMemberAsync(first, _ben);
        await TeamIsAsync("ada cyd");

        (await _tenant.Scim.DeleteAsync("/Groups/" + second)).Expect(204);
        await TeamIsAsync("");
    }

    [Fact]
    public async Task One_group_feeds_several_teams()
    {
        var other = await _tenant.CreateTeamAsync("Guild");
        var group = await MappedGroupAsync("Eng", _ada);
        (await _tenant.MapGroupAsync(group, other)).Expect(201);

        await _tenant.AddMembersAsync(group, _ben);

        await TeamIsAsync("ada ben");
        await Eventually.EqualAsync("ada ben", () => _tenant.TeamAsync(other));
        Assert.Equal(2, (await _tenant.Admin.GetAsync("/teams/" + other)).Expect(200).Json.Number("memberCount"));
    }

    [Fact]
    public async Task The_highest_role_of_the_live_sources_wins()
    {
        await MappedGroupAsync("Eng", _ada, _ben);
        var leads = await _tenant.CreateGroupAsync("Leads", _ada);
        (await _tenant.MapGroupAsync(leads, _team, "admin")).Expect(201);
        await Eventually.EqualAsync("ada:admin ben:member", () => _tenant.TeamRolesAsync(_team));

        await _tenant.GrantAsync(_team, _ben, "owner");
        await Eventually.EqualAsync("ada:admin ben:owner", () => _tenant.TeamRolesAsync(_team));

        await _tenant.RemoveMemberAsync(leads, _ada);
        await Eventually.EqualAsync("ada:member ben:owner", () => _tenant.TeamRolesAsync(_team));
    }

    private async Task<string> SinceAsync(string userId) =>
        (await _tenant.Admin.ListAsync($"/teams/{_team}/members")).Single(member => member.Text("userId") == userId).ToSortedText();

    private async Task<string> MappedGroupAsync(string name, params string[] members)
    {
        (await _tenant.MapNameAsync(name, _team)).Expect(201);
        return await _tenant.CreateGroupAsync(name, members);
    }

    private Task TeamIsAsync(string expected) => Eventually.EqualAsync(expected, () => _tenant.TeamAsync(_team));
}

public sealed class ManagedMappingTestsOnSqlite(SqliteService service) : ManagedMappingTests(service);

public sealed class ManagedMappingTestsOnPostgreSql(PostgreSqlService service) : ManagedMappingTests(service);

public sealed class ManagedMappingTestsOnSqlServer(SqlServerService service) : ManagedMappingTests(service);
