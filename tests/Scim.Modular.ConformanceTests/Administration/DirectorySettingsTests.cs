using System.Net.Http.Headers;

namespace Scim.Modular.ConformanceTests.Administration;

public abstract class DirectorySettingsTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_directory_shows_its_settings_and_keeps_what_a_change_leaves_out()
    {
        var tenant = await TenantAsync();
        var plain = (await tenant.Directory.GetAsync()).Expect(200).Json;
        Assert.Equal("""{"status":"active","members":null,"teamPerGroup":false,"breaker":{"removals":null,"percent":null},"holding":false,"holdingSince":null}""",
            Settings(plain));
        Assert.Empty(plain.List("alerts"));

        var changed = (await tenant.Directory.PatchAsync("", new { status = "disabled", teamPerGroup = true, breaker = new { removals = 20, percent = 10 } }))
            .Expect(200).Json;
        Assert.Equal("""{"status":"disabled","members":"freeze","teamPerGroup":true,"breaker":{"removals":20,"percent":10},"holding":false,"holdingSince":null}""",
            Settings(changed));

        var renamed = (await tenant.Directory.PatchAsync("", new { name = "Other", members = "deprovision" })).Expect(200).Json;
        Assert.Equal("deprovision", renamed.Text("members"));
        Assert.Equal(20, renamed.Number("breaker.removals"));

        // What is null switches off; what is left out stays.
        (await tenant.Directory.SendAsync(HttpMethod.Patch, "", new JsonObject { ["status"] = "observe", ["breaker"] = null })).Expect(200);
        Assert.Equal("""{"status":"observe","members":null,"teamPerGroup":true,"breaker":{"removals":null,"percent":null},"holding":false,"holdingSince":null}""",
            Settings((await tenant.Directory.GetAsync()).Expect(200).Json));
    }

    [Fact]
    public async Task A_directory_can_be_made_with_its_settings()
    {
        var tenant = await TenantAsync();
        var made = (await tenant.Admin.PostAsync(
            "/directories", new { name = "Entra", provider = "entra", status = "observe", teamPerGroup = true, breaker = new { percent = 30 } })).Expect(201).Json;
        Assert.Equal("observe", made.Text("status"));
        Assert.Equal(30, made.Number("breaker.percent"));
        Assert.True((await tenant.Admin.GetAsync("/directories/" + made.Text("id"))).Expect(200).Json.Flag("teamPerGroup"));
    }

    [Theory]
    [InlineData("""{"status":"paused"}""", "status")]
    [InlineData("""{"status":"Active"}""", "status")]
    [InlineData("""{"status":"disabled","members":"drop"}""", "members")]
    [InlineData("""{"members":"keep"}""", "members")]
    [InlineData("""{"status":"observe","members":"keep"}""", "members")]
    [InlineData("""{"breaker":{"removals":0}}""", "breaker.removals")]
    [InlineData("""{"breaker":{"percent":101}}""", "breaker.percent")]
    [InlineData("""{"breaker":{"percent":0}}""", "breaker.percent")]
    [InlineData("""{"breaker":{"share":1}}""", "share")]
    [InlineData("""{"teamPerGroup":"yes"}""", "teamPerGroup")]
    public async Task A_setting_that_is_not_understood_is_named_and_changes_nothing(string body, string property)
    {
        var tenant = await TenantAsync();
        var before = (await tenant.Directory.GetAsync()).Expect(200);

        var refused = await tenant.Directory.SendAsync(HttpMethod.Patch, "", JsonNode.Parse(body));

        ScimAssert.Problem(refused, 400);
        Assert.Contains(property, refused.Json.Text("detail"), StringComparison.Ordinal);
        var after = (await tenant.Directory.GetAsync()).Expect(200);
        Assert.Equal((before.Text, before.Header("ETag")), (after.Text, after.Header("ETag")));
        var made = JsonNode.Parse(body)!.AsObject();
        (made["name"], made["provider"]) = ("Second", "okta");
        ScimAssert.Problem(await tenant.Admin.SendAsync(HttpMethod.Post, "/directories", made), 400);
        Assert.Single(await tenant.Admin.ListAsync("/directories"));
    }

    [Fact]
    public async Task A_change_moves_the_version_and_an_old_one_is_refused()
    {
        var tenant = await TenantAsync();
        var first = (await tenant.Directory.GetAsync()).Expect(200).Header("ETag")!;
        var second = (await tenant.Directory.PatchAsync("", new { teamPerGroup = true })).Expect(200).Header("ETag")!;
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await tenant.Directory.PatchAsync("", new { teamPerGroup = true })).Expect(200).Header("ETag"));

        using var request = ScimClient.NewRequest(HttpMethod.Patch, $"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}/directories/{tenant.DirectoryId}");
        request.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(Service.Options.AdminKey));
        request.Headers.TryAddWithoutValidation("If-Match", first);
        request.Content = new StringContent("""{"status":"observe"}""", MediaTypeHeaderValue.Parse("application/json"));
        ScimAssert.Problem(await tenant.Scim.SendAsync(request), 412);
        Assert.Equal("active", (await tenant.Directory.GetAsync()).Json.Text("status"));
    }

    [Fact]
    public async Task A_directory_that_observes_takes_what_is_pushed()
    {
        var tenant = await TenantAsync();
        (await tenant.Directory.PatchAsync("", new { status = "observe" })).Expect(200);

        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Staff", ada);

        Assert.Equal([ada], await tenant.GroupMembersAsync(group));
        (await tenant.Directory.PatchAsync("", new { status = "active" })).Expect(200);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 1);
    }

    [Fact]
    public async Task Where_nothing_is_held_there_is_nothing_to_decide()
    {
        var tenant = await TenantAsync();
        var held = (await tenant.Directory.GetAsync("/held-changes")).Expect(200).Json;
        Assert.False(held.Flag("holding"));
        Assert.Equal(0, held.Number("count"));
        foreach (var decision in new[] { "approve", "discard" })
        {
            var refused = await tenant.Directory.PostAsync("/held-changes/" + decision, new { });
            ScimAssert.Problem(refused, 409);
            Assert.Equal("nothing_held", refused.Json.Text("code"));
            ScimAssert.Problem(await tenant.Admin.PostAsync($"/directories/{Guid.CreateVersion7()}/held-changes/{decision}", new { }), 404);
        }

        ScimAssert.Problem(await tenant.Admin.GetAsync($"/directories/{Guid.CreateVersion7()}/held-changes"), 404);
    }

    [Fact]
    public async Task The_report_of_a_directory_says_what_would_change()
    {
        var tenant = await TenantAsync();
        var report = (await tenant.Directory.GetAsync("/report")).Expect(200).Json;
        Assert.Equal((0, 0), (report.Number("found"), report.List("drift").Count));
        ScimAssert.Problem(await tenant.Admin.GetAsync($"/directories/{Guid.CreateVersion7()}/report"), 404);
    }

    private static string Settings(JsonNode directory)
    {
        string[] names = ["status", "members", "teamPerGroup", "breaker", "holding", "holdingSince"];
        return new JsonObject(names.Select(name => KeyValuePair.Create(name, directory[name]?.DeepClone()))).ToJsonString();
    }
}

public sealed class DirectorySettingsTestsOnSqlite(SqliteService service) : DirectorySettingsTests(service);

public sealed class DirectorySettingsTestsOnPostgreSql(PostgreSqlService service) : DirectorySettingsTests(service);

public sealed class DirectorySettingsTestsOnSqlServer(SqlServerService service) : DirectorySettingsTests(service);
