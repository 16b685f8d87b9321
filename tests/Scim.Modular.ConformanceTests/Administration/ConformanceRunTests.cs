namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>Does a directory, configured as it is, answer as an identity provider expects?</summary>
public abstract class ConformanceRunTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Runs = "/conformance-runs";
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("okta", "okta")]
    [InlineData("okta", "okta-catalogue")]
    [InlineData("entra", "entra")]
    [InlineData("onelogin", "onelogin")]
    [InlineData("jumpcloud", "jumpcloud")]
    public async Task Every_client_passes_on_a_new_directory_of_its_provider(string provider, string client)
    {
        var tenant = await TenantAsync(provider);

        var run = await PlayAsync(tenant, new { provider = client });

        Assert.True(run.Text("status") == "passed", Problems(run));
        Assert.Equal([client], run.List("clients").Select(one => one.GetValue<string>()));
        Assert.Equal(0, run.Number("failed") + run.Number("skipped"));
        var exchanges = run.List("exchanges");
        Assert.Equal(run.Number("ok"), exchanges.Count);
        Assert.All(exchanges, exchange => Assert.NotEmpty(exchange.Text("expected")));
        Assert.Contains(exchanges, exchange => exchange.Text("method") == "POST" && exchange.Text("path") == "/Users" && exchange.Number("status") == 201
            && exchange.Text("requestBody").Contains("userName", StringComparison.Ordinal) && JsonNode.Parse(exchange.Text("responseBody")).Text("id").Length > 0);
        foreach (var verb in new[] { "GET", "POST", client == "okta" ? "PUT" : "PATCH", "DELETE" })
            Assert.Contains(exchanges, exchange => exchange.Text("method") == verb);
    }

    [Fact]
    public async Task Without_a_provider_all_clients_of_the_directorys_own_are_played()
    {
        var run = await PlayAsync(await TenantAsync(), new { });

        Assert.True(run.Text("status") == "passed", Problems(run));
        Assert.Equal(["okta", "okta-catalogue"], run.List("clients").Select(one => one.GetValue<string>()));
        Assert.Equal(["okta", "okta-catalogue"], run.List("exchanges").Select(one => one.Text("client")).Distinct());
    }

    [Fact]
    public async Task Nothing_of_the_organization_changes_but_its_audit_log_which_tells_of_the_run()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var team = await tenant.CreateTeamAsync("Everybody");
        var people = await tenant.CreateUsersAsync("ada", "ben");
        (await tenant.MapGroupAsync(await tenant.CreateGroupAsync("Conformance", people), team)).Expect(201);
        await Eventually.EqualAsync("ada ben", () => tenant.TeamAsync(team));
        (await tenant.Admin.PostAsync("/webhooks", new { url = "https://hooks.example.com/", events = new[] { "*" } })).Expect(201);
        await SealedAsync(tenant);
        var (before, told) = (await StateAsync(tenant), await ActionsAsync(tenant));

        var run = await PlayAsync(tenant, new { });

        Assert.True(run.Text("status") == "passed", Problems(run));
        await Eventually.EqualAsync(told.Length + 1, async () => (await ActionsAsync(tenant)).Length);
        Assert.Equal("identity.ConformanceRunStarted", Assert.Single((await ActionsAsync(tenant)).Except(told)).Split(' ')[1]);
        Assert.Equal(before, await StateAsync(tenant));
        Assert.DoesNotContain(await Service.Admin.ListAsync("/organizations"), organization => organization.Text("name") == "Sandbox");
        (await tenant.Directory.DeleteAsync("")).Expect(204);
    }

    [Fact]
    public async Task What_a_profile_forbids_fails_with_its_reason_and_the_parts_behind_it_are_played_all_the_same()
    {
        var tenant = await TenantAsync();
        (await tenant.Directory.PatchAsync("", new { profile = "interop" })).Expect(200);

        var run = await PlayAsync(tenant, new { provider = "okta-catalogue" });

        Assert.Equal("failed", run.Text("status"));
        Assert.Equal("interop", (await tenant.Directory.GetAsync()).Json.Text("profile"));
        var failed = run.List("exchanges").First(exchange => exchange.Text("outcome") == "failed" && exchange.Text("part") == "Users");
        Assert.Equal("Deactivates", failed.Text("step"));
        Assert.Equal(400, failed.Number("status"));
        Assert.Equal("200 or 204", failed.Text("expected"));
        Assert.Contains("The answer is 400, not 200 or 204: ", Assert.Single(failed.List("problems")).GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("path", failed.List("problems")[0].GetValue<string>(), StringComparison.Ordinal);
        var skipped = run.List("exchanges").First(exchange => exchange.Text("outcome") == "skipped");
        Assert.Equal("The rest of Users", skipped.Text("step"));
        Assert.Contains(run.List("exchanges"), exchange => exchange.Text("part") == "Groups" && exchange.Text("outcome") == "ok");
    }

    [Fact]
    public async Task A_plan_without_a_seat_that_refuses_new_people_is_a_reason_too()
    {
        var tenant = await TenantAsync("entra");
        await tenant.PutPlanAsync(seats: 0, overflow: "reject");

        var run = await PlayAsync(tenant, new { });

        var failed = run.List("exchanges").Where(exchange => exchange.Text("outcome") == "failed").ToArray();
        Assert.Equal("Creates the person", failed[0].Text("step"));
        Assert.Equal(403, failed[0].Number("status"));
        Assert.All(failed, exchange => Assert.Contains("403", exchange.List("problems")[0].GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attribute_of_ones_own_that_every_user_must_have_is_what_a_client_does_not_send()
    {
        var tenant = await TenantAsync("onelogin");
        const string urn = "urn:example:params:scim:schemas:conformance:1.0:User";
        (await tenant.Admin.PutAsync("/schemas/" + urn, new { name = "Badge", attributes = new[] { new { name = "badge", type = "string", required = true } } })).Expect(201);
        (await tenant.Admin.PutAsync("/resource-types/User", new { schemaExtensions = new[] { new { schema = urn, required = true } } })).Expect(201);

        var run = await PlayAsync(tenant, new { });

        var failed = run.List("exchanges").First(exchange => exchange.Text("outcome") == "failed");
        Assert.Equal("Creates the person, by the template", failed.Text("step"));
        Assert.Equal(400, failed.Number("status"));
    }

    [Fact]
    public async Task A_disabled_directory_answers_nobody()
    {
        var tenant = await TenantAsync("jumpcloud");
        (await tenant.Directory.PatchAsync("", new { status = "disabled" })).Expect(200);

        var run = await PlayAsync(tenant, new { });

        Assert.Equal("failed", run.Text("status"));
        Assert.Equal(0, run.Number("ok"));
        Assert.Contains("This directory is disabled", run.List("exchanges")[0].List("problems")[0].GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_one_is_under_way_a_second_is_refused_and_afterwards_it_is_not()
    {
        var tenant = await TenantAsync();
        var started = (await tenant.Directory.PostAsync(Runs, new { })).Expect(202);
        Assert.Equal("running", started.Json.Text("status"));
        Assert.EndsWith($"/directories/{tenant.DirectoryId}{Runs}/{started.Json.Text("id")}", started.Header("Location"), StringComparison.Ordinal);

        var refused = await tenant.Directory.PostAsync(Runs, new { provider = "entra" });

        ScimAssert.Problem(refused, 409);
        Assert.Equal("conformance_run_in_progress", refused.Json.Text("code"));
        var run = await DoneAsync(tenant, started.Json.Text("id"));
        Assert.True(run.Text("status") == "passed", Problems(run));
        var second = await PlayAsync(tenant, new { provider = "onelogin" });
        var list = (await tenant.Directory.GetAsync(Runs)).Expect(200).Json.List("items");
        Assert.Equal([second.Text("id"), run.Text("id")], list.Select(one => one.Text("id")));
        Assert.Null(list[0]["exchanges"]);
    }

    [Fact]
    public async Task A_run_that_is_only_tried_out_is_not_made()
    {
        var tenant = await TenantAsync();

        Assert.Equal("true", (await tenant.Directory.PostAsync(Runs + "?dryRun=true", new { })).Expect(202).Header("Dry-Run"));

        Assert.Empty((await tenant.Directory.GetAsync(Runs)).Expect(200).Json.List("items"));
    }

    [Fact]
    public async Task A_client_that_nobody_plays_is_named_at_its_field()
    {
        var tenant = await TenantAsync("generic");
        foreach (var body in new object[] { new { provider = "keycloak" }, new { } })
        {
            var refused = await tenant.Directory.PostAsync(Runs, body);
            ScimAssert.Problem(refused, 400);
            Assert.StartsWith("provider: ", refused.Json.Text("detail"), StringComparison.Ordinal);
        }

        Assert.Empty((await tenant.Directory.GetAsync(Runs)).Expect(200).Json.List("items"));
    }

    [Fact]
    public async Task Another_organization_sees_no_runs_and_starts_none()
    {
        var (here, there) = (await TenantAsync(), await TenantAsync("onelogin"));
        var run = (await PlayAsync(there, new { })).Text("id");
        var directory = here.Admin.At("/directories/" + there.DirectoryId);

        ScimAssert.Problem(await directory.GetAsync(Runs), 404);
        ScimAssert.Problem(await directory.GetAsync($"{Runs}/{run}"), 404);
        ScimAssert.Problem(await directory.PostAsync(Runs, new { }), 404);
        ScimAssert.Problem(await here.Directory.GetAsync($"{Runs}/{run}"), 404);
        Assert.Single((await there.Directory.GetAsync(Runs)).Expect(200).Json.List("items"));
    }

    private static async Task<JsonNode> PlayAsync(Tenant tenant, object body) =>
        await DoneAsync(tenant, (await tenant.Directory.PostAsync(Runs, body)).Expect(202).Json.Text("id"));

    private static async Task<JsonNode> DoneAsync(Tenant tenant, string run)
    {
        await Eventually.Async(async () => (await RunAsync()).Text("status") != "running", LongestRun);
        return await RunAsync();

        async Task<JsonNode> RunAsync() => (await tenant.Directory.GetAsync($"{Runs}/{run}")).Expect(200).Json;
    }

    private static string Problems(JsonNode run) => $"{run["problem"]} " + string.Join('\n', run.List("exchanges").Where(one => one.Text("outcome") != "ok")
        .Select(one => $"{one.Text("part")}: {one.Text("step")}: {one["problems"]!.ToJsonString()} {one["responseBody"]}"));

    private static async Task<string> StateAsync(Tenant tenant)
    {
        var text = new System.Text.StringBuilder();
        foreach (var path in new[]
        {
            "/users", "/groups", "/teams", "/group-mappings", "/plans", "/licenses", "/notices", "/directories", "/schemas", "/resource-types", "/reconcile/runs",
            $"/directories/{tenant.DirectoryId}/requests", $"/directories/{tenant.DirectoryId}/tokens",
        })
        {
            text.AppendLine(path).AppendLine(string.Join('\n', (await tenant.Admin.ListAsync(path)).Select(item => item.Without("attempts", "lastUsedAt").ToJsonString())));
        }

        foreach (var webhook in await tenant.Admin.ListAsync("/webhooks"))
            text.AppendJoin(' ', (await tenant.Admin.ListAsync($"/webhooks/{webhook.Text("id")}/deliveries")).Select(one => one.Text("id")));
        return text.ToString();
    }

    // What was done so far is in the audit log, and its messages to webhooks are made, when a change that comes after all of it is there.
    private static async Task SealedAsync(Tenant tenant)
    {
        var last = await tenant.CreateTeamAsync("Last");
        await Eventually.Async(async () => (await tenant.Admin.ListAsync("/audit")).Any(line => line.Text("target").Contains(last, StringComparison.Ordinal)));
    }

    private static async Task<string[]> ActionsAsync(Tenant tenant) =>
        [.. (await tenant.Admin.ListAsync("/audit")).Select(line => $"{line.Number("sequence")} {line.Text("action")}")];
}

public sealed class ConformanceRunTestsOnSqlite(SqliteService service) : ConformanceRunTests(service);

public sealed class ConformanceRunTestsOnPostgreSql(PostgreSqlService service) : ConformanceRunTests(service);
