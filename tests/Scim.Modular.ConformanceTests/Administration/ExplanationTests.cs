namespace Scim.Modular.ConformanceTests.Administration;

public abstract class ExplanationTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task The_facts_of_a_user_are_its_directory_and_its_groups_also_those_it_is_in_through_others()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var team = await tenant.CreateGroupAsync("Backend", ada);
        var department = await tenant.CreateGroupAsync("Engineering", team);
        await tenant.CreateGroupAsync("Sales");
        await tenant.SetActiveAsync(ada, false);

        var user = (await tenant.Admin.GetAsync($"/users/{ada}/explanation")).Expect(200).Json["user"];

        Assert.Equal(("ada", false, tenant.DirectoryId, "active"), (user.Text("userName"), user.Flag("active"), user.Text("directory.id"), user.Text("directory.status")));
        Assert.Equal([$"{team} direct", $"{department} indirect"], user.List("groups").Select(group => $"{group.Text("id")} {group.Text("type")}"));
        Assert.Empty(user.List("groups[0].via"));
        Assert.Equal("Backend", user.Text("groups[1].via[0].displayName"));
    }

    [Fact]
    public async Task Nobody_else_is_explained()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        var theirs = await other.CreateUserAsync("eve");
        var gone = await tenant.CreateUserAsync("gone");
        (await tenant.Scim.DeleteAsync("/Users/" + gone)).Expect(204);

        foreach (var id in new[] { theirs, gone, Guid.CreateVersion7().ToString(), "x" })
            ScimAssert.Problem(await tenant.Admin.GetAsync($"/users/{id}/explanation"), 404);
    }

    [Fact]
    public async Task A_group_shows_the_mappings_that_follow_it()
    {
        var tenant = await TenantAsync();
        var group = await tenant.CreateGroupAsync("Okta Engineering");
        var other = await tenant.CreateGroupAsync("Sales");
        var team = await tenant.CreateTeamAsync("Engineering");
        var mapping = (await tenant.MapNameAsync("okta engineering", team)).Expect(201).Json.Text("id");

        JsonNode shown = null!;
        await Eventually.Async(async () => (shown = (await tenant.Admin.GetAsync("/groups/" + group)).Expect(200).Json).List("mappings").Count == 1);
        Assert.Equal(
            $$"""{"id":"{{mapping}}","teamId":"{{team}}","teamName":"Engineering","role":"member","mode":"managed","priority":0,"plan":null,"status":"bound"}""",
            shown.List("mappings")[0].ToJsonString());
        var listed = (await tenant.Admin.ListAsync("/groups")).ToDictionary(one => one.Text("id"), one => one.List("mappings").Count);
        Assert.Equal((1, 0), (listed[group], listed[other]));

        (await tenant.Admin.PatchAsync("/teams/" + team, new { name = "Makers" })).Expect(200);
        await Eventually.EqualAsync("Makers", async () => (await tenant.Admin.GetAsync("/groups/" + group)).Json.Text("mappings[0].teamName"));

        (await tenant.Admin.DeleteAsync("/group-mappings/" + mapping)).Expect(204);
        await Eventually.EqualAsync(0, async () => (await tenant.Admin.GetAsync("/groups/" + group)).Json.List("mappings").Count);
    }
}

public sealed class ExplanationTestsOnSqlite(SqliteService service) : ExplanationTests(service);

public sealed class ExplanationTestsOnPostgreSql(PostgreSqlService service) : ExplanationTests(service);

public sealed class ExplanationTestsOnSqlServer(SqlServerService service) : ExplanationTests(service);
