namespace Scim.Modular.ConformanceTests.Teams;

/// <summary>Modes, pauses and guards of mappings, and what their preview says.</summary>
public abstract class MappingModeTests(ServiceFixture fixture) : ServiceTests(fixture)
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
    public async Task An_additive_mapping_keeps_whom_the_group_has_lost_until_it_is_managed()
    {
        var group = await _tenant.CreateGroupAsync("Eng", _ada, _ben);
        var mapping = (await _tenant.MapGroupAsync(group, _team, mode: "additive")).Expect(201).Json;
        Assert.Equal("additive", mapping.Text("mode"));
        await TeamIsAsync("ada ben");

        await _tenant.RemoveMemberAsync(group, _ben);
        await TeamIsAsync("ada ben");
        (await _tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);
        await Eventually.EqualAsync("orphaned", () => _tenant.MappingStatusAsync(mapping.Text("id")));
        await TeamIsAsync("ada ben");
        await _tenant.CreateGroupAsync("Eng", _ada);
        await TeamIsAsync("ada ben");

        await PatchAsync(mapping.Text("id"), new { mode = "managed" });
        await TeamIsAsync("ada");
    }

    [Fact]
    public async Task An_exclusive_mapping_makes_the_team_the_union_of_its_mapped_groups_while_it_follows_one()
    {
        await _tenant.GrantAsync(_team, _cyd, "owner");
        await _tenant.GrantAsync(_team, _ben);
        var other = await _tenant.CreateGroupAsync("Other", _ben);
        (await _tenant.MapGroupAsync(other, _team)).Expect(201);
        var mapping = (await _tenant.MapGroupAsync(await _tenant.CreateGroupAsync("Eng", _ada), _team, "owner", "exclusive"))
            .Expect(201).Json.Text("id");

        await Eventually.EqualAsync("ada:owner ben:member", () => _tenant.TeamRolesAsync(_team));
        var manual = await SourceAsync(_ben, "manual");
        Assert.True(manual["suspended"]!.GetValue<bool>());
        Assert.Null((await SourceAsync(_ben, "mapping"))["suspended"]);
        Assert.Equal("cyd", Assert.Single(await _tenant.Admin.ListAsync($"/teams/{_team}/members?suspended=true")).Text("userName"));

        await PatchAsync(mapping, new { status = "paused" });
        await Eventually.EqualAsync("ada:owner ben:member cyd:owner", () => _tenant.TeamRolesAsync(_team));
        await PatchAsync(mapping, new { status = "active" });
        await TeamIsAsync("ada ben");
        (await _tenant.Admin.DeleteAsync("/group-mappings/" + mapping)).Expect(204);
        await Eventually.EqualAsync("ben:member cyd:owner", () => _tenant.TeamRolesAsync(_team));
        Assert.Null((await SourceAsync(_ben, "manual"))["suspended"]);
    }

    [Fact]
    public async Task A_paused_mapping_is_frozen_and_makes_up_for_it_when_it_goes_on()
    {
        var group = await _tenant.CreateGroupAsync("Eng", _ada, _ben);
        var mapping = (await _tenant.MapGroupAsync(group, _team)).Expect(201).Json.Text("id");
        await TeamIsAsync("ada ben");

        Assert.Equal("paused", (await PatchAsync(mapping, new { status = "paused" })).Text("status"));
        await _tenant.RemoveMemberAsync(group, _ben);
        await _tenant.AddMembersAsync(group, _cyd);
        await TeamIsAsync("ada ben");

        Assert.Equal("bound", (await PatchAsync(mapping, new { status = "active" })).Text("status"));
        await TeamIsAsync("ada cyd");
        ScimAssert.Problem(await _tenant.Admin.PatchAsync("/group-mappings/" + mapping, new { status = "bound" }), 400);
    }

    [Fact]
    public async Task A_role_above_member_must_be_confirmed_when_it_is_given_and_when_it_is_raised()
    {
        object body = new { directoryId = _tenant.DirectoryId, groupName = "Eng", teamId = _team, role = "admin", mode = "managed" };
        var refused = await _tenant.Admin.PostAsync("/group-mappings", body);
        ScimAssert.Problem(refused, 409);
        Assert.Equal("role_confirmation_needed", refused.Json.Text("code"));
        Assert.Empty(await _tenant.Admin.ListAsync("/group-mappings"));

        var mapping = (await _tenant.MapNameAsync("Eng", _team, "admin")).Expect(201).Json.Text("id");
        ScimAssert.Problem(await _tenant.Admin.PatchAsync("/group-mappings/" + mapping, new { role = "owner" }), 409);
        Assert.Equal("admin", (await _tenant.MappingAsync(mapping)).Text("role"));
        Assert.Equal("member", (await PatchAsync(mapping, new { role = "member" })).Text("role"));
        Assert.Equal("owner", (await PatchAsync(mapping, new { role = "owner", confirmRole = true })).Text("role"));
    }

    [Fact]
    public async Task A_push_never_takes_a_teams_last_owner_who_stays_until_another_comes()
    {
        var group = await _tenant.CreateGroupAsync("Eng", _ada, _ben);
        (await _tenant.MapGroupAsync(group, _team, "owner")).Expect(201);
        await _tenant.GrantAsync(_team, _cyd);
        await Eventually.EqualAsync("ada:owner ben:owner cyd:member", () => _tenant.TeamRolesAsync(_team));

        (await _tenant.Scim.PatchAsync("/Groups/" + group, Tenant.Replace("members", new JsonArray()))).Expect(204);
        await Eventually.EqualAsync("ada:owner cyd:member", () => _tenant.TeamRolesAsync(_team));
        Assert.True((await SourceAsync(_ada, "mapping"))["guarded"]!.GetValue<bool>());

        await _tenant.GrantAsync(_team, _cyd, "owner");
        await Eventually.EqualAsync("cyd:owner", () => _tenant.TeamRolesAsync(_team));
    }

    [Fact]
    public async Task The_last_owner_goes_when_the_identity_provider_deactivates_or_an_administrator_takes_the_person_out()
    {
        var group = await _tenant.CreateGroupAsync("Eng", _ada);
        var mapping = (await _tenant.MapGroupAsync(group, _team, "owner")).Expect(201).Json.Text("id");
        await TeamIsAsync("ada");
        await _tenant.SetActiveAsync(_ada, false);
        await TeamIsAsync("");
        await _tenant.SetActiveAsync(_ada, true);
        await TeamIsAsync("ada");

        (await _tenant.Admin.DeleteAsync("/group-mappings/" + mapping)).Expect(204);
        await Eventually.EqualAsync("ada:owner", () => _tenant.TeamRolesAsync(_team));

        await _tenant.GrantAsync(_team, _ben, "owner");
        await TeamIsAsync("ben");
        (await _tenant.Admin.DeleteAsync($"/teams/{_team}/members/{_ben}")).Expect(204);
        await TeamIsAsync("");
    }

    [Fact]
    public async Task Of_many_who_map_at_once_each_is_answered_and_the_same_mapping_is_made_once()
    {
        var names = Enumerable.Range(0, 32).Select(i => $"Group {i / 2}").ToArray();
        foreach (var name in names.Distinct())
            await _tenant.CreateGroupAsync(name, _ada, _ben);

        var replies = await Clients.EachAsync(16, names.Select(name => (Func<Task<Reply>>)(() => _tenant.MapNameAsync(name, _team))));

        Assert.Equal((16, 16), (replies.Count(reply => reply.Status == 201), replies.Count(reply => reply.Status == 409)));
        Assert.Equal(16, (await _tenant.Admin.ListAsync("/group-mappings")).Count);
        await TeamIsAsync("ada ben");
    }

    [Fact]
    public async Task What_was_granted_by_hand_returns_with_a_person_who_was_deleted()
    {
        await _tenant.GrantAsync(_team, _ada, "admin");
        await TeamIsAsync("ada");
        (await _tenant.Scim.DeleteAsync("/Users/" + _ada)).Expect(204);
        await TeamIsAsync("");

        Assert.Equal(_ada, await _tenant.CreateUserAsync("ada"));
        await Eventually.EqualAsync("ada:admin", () => _tenant.TeamRolesAsync(_team));
    }

    [Fact]
    public async Task A_preview_says_who_would_come_and_go_and_changes_nothing()
    {
        await _tenant.GrantAsync(_team, _cyd);
        var group = await _tenant.CreateGroupAsync("Eng", _ada, _ben);
        object tried = new { directoryId = _tenant.DirectoryId, groupId = group, teamId = _team, role = "admin", mode = "exclusive" };

        var preview = (await _tenant.Admin.PostAsync("/group-mappings/preview", tried)).Expect(200).Json;
        Assert.Equal("ada:admin ben:admin", Members(preview, "joins"));
        Assert.Equal("cyd:member", Members(preview, "leaves"));
        Assert.Equal((2, 1, 0, 0), (preview.Number("joinCount"), preview.Number("leaveCount"), preview.Number("seatsNeeded"), preview.Number("seatsMissing")));
        Assert.Empty(await _tenant.Admin.ListAsync("/group-mappings"));
        await TeamIsAsync("cyd");

        var mapping = (await _tenant.MapGroupAsync(group, _team)).Expect(201).Json;
        await TeamIsAsync("ada ben cyd");
        ScimAssert.Problem(await _tenant.Admin.PostAsync("/group-mappings/preview", tried), 409);
        var changed = (await _tenant.Admin.PostAsync("/group-mappings/preview", new { mappingId = mapping.Text("id"), role = "admin", mode = "exclusive" }))
            .Expect(200).Json;
        Assert.Equal("ada:admin ben:admin", Members(changed, "roleChanges"));
        Assert.Equal("cyd:member", Members(changed, "leaves"));
        Assert.Equal(mapping.ToJsonString(), (await _tenant.MappingAsync(mapping.Text("id"))).ToJsonString());
        ScimAssert.Problem(await _tenant.Admin.PostAsync("/group-mappings/preview", new { directoryId = _tenant.DirectoryId }), 400);
    }

    [Fact]
    public async Task A_mapping_entitles_to_a_plan_that_there_is_and_its_grants_are_told_beside_it()
    {
        var refused = await _tenant.Admin.PostAsync(
            "/group-mappings", new { directoryId = _tenant.DirectoryId, groupName = "Eng", teamId = _team, plan = "pro" });
        ScimAssert.Problem(refused, 404);
        Assert.Equal("plan_not_found", refused.Json.Text("code"));

        await _tenant.PutPlanAsync(10, key: "pro", isDefault: false);
        var mapping = (await _tenant.Admin.PostAsync(
            "/group-mappings", new { directoryId = _tenant.DirectoryId, groupName = "Eng", teamId = _team, plan = "pro" })).Expect(201);
        Assert.Equal("pro", mapping.Json.Text("plan"));
        var id = mapping.Json.Text("id");
        var group = await _tenant.CreateGroupAsync("Eng", _ada);
        await TeamIsAsync("ada");
        var before = await _tenant.MappingAsync(id);
        var tag = (await _tenant.Admin.GetAsync("/group-mappings/" + id)).Header("ETag");
        await _tenant.AddMembersAsync(group, _ben);
        await TeamIsAsync("ada ben");
        Assert.Equal(tag, (await _tenant.Admin.GetAsync("/group-mappings/" + id)).Header("ETag"));   // a push is no news of the mapping
        Assert.Equal(before.ToJsonString(), (await _tenant.MappingAsync(id)).ToJsonString());

        // The log of calls is written a moment after their answers.
        await Eventually.EqualAsync("teams.PlanGrantChanged teams.PlanGrantMembersChanged", async () => string.Join(
            ' ', (await _tenant.Directory.ListAsync("/requests")).SelectMany(request => request.List("effects"))
                .Select(effect => effect.Text("event")).Where(name => name.StartsWith("teams.PlanGrant", StringComparison.Ordinal)).Distinct().Order()));

        Assert.Equal("pro", (await PatchAsync(id, new { role = "member" })).Text("plan"));
        Assert.Null((await PatchAsync(id, new { plan = (string?)null }))["plan"]);
        Assert.Equal("pro", (await PatchAsync(id, new { plan = "pro" })).Text("plan"));
        Assert.Null((await PatchAsync(id, new { plan = "" }))["plan"]);
    }

    private static string Members(JsonNode preview, string part) =>
        string.Join(' ', preview.List(part).Select(one => $"{one.Text("userName")}:{one.Text("role")}").Order(StringComparer.Ordinal));

    private async Task<JsonNode> PatchAsync(string mapping, object change) =>
        (await _tenant.Admin.PatchAsync("/group-mappings/" + mapping, change)).Expect(200).Json;

    private async Task<JsonNode> SourceAsync(string user, string kind) =>
        (await _tenant.Admin.GetAsync($"/teams/{_team}/members/{user}")).Expect(200).Json.List("sources").Single(source => source.Text("kind") == kind);

    private Task TeamIsAsync(string userNames) => Eventually.EqualAsync(userNames, () => _tenant.TeamAsync(_team));
}

public sealed class MappingModeTestsOnSqlite(SqliteService service) : MappingModeTests(service);

public sealed class MappingModeTestsOnPostgreSql(PostgreSqlService service) : MappingModeTests(service);

public sealed class MappingModeTestsOnSqlServer(SqlServerService service) : MappingModeTests(service);
