using Scim.Modular.ConformanceTests.Pages;
using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>What would be answered now to a request that an identity provider has sent before?</summary>
public abstract class RequestReplayTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_creation_that_was_refused_for_a_name_would_be_made_when_the_name_is_free_and_is_not()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        var ada = await tenant.CreateUserAsync("ada", "one");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada", "two")), 409, "uniqueness");
        var refused = await LoggedAsync(tenant, "POST", 409);
        var unchanged = await ReplayAsync(tenant, refused);
        Assert.True(unchanged.Flag("same"), unchanged.ToJsonString());
        Assert.Empty(unchanged.List("differences"));
        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        var before = await StateAsync(tenant);

        var replay = await ReplayAsync(tenant, refused);

        Assert.Equal(("POST", $"/scim/v2/{tenant.DirectoryId}/Users"), (replay.Text("request.method"), replay.Text("request.path")));
        Assert.Equal("ada", JsonNode.Parse(replay.Text("request.body")).Text("userName"));
        Assert.Equal(409, replay.Number("then.status"));
        Assert.Contains(ada, JsonNode.Parse(replay.Text("then.body")).Text("detail"), StringComparison.Ordinal);
        Assert.Equal(201, replay.Number("now.status"));
        var user = JsonNode.Parse(replay.Text("now.body"));
        Assert.Equal(("ada", "two"), (user.Text("userName"), user.Text("externalId")));
        Assert.False(replay.Flag("same"));
        Assert.Null(replay["differences"]);
        Assert.Equal(before, await StateAsync(tenant));
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/" + user.Text("id")), 404);
        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"ada\"");
        // The name is as free as it was said to be.
        (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada", "two"))).Expect(201);
    }

    [Fact]
    public async Task What_was_done_is_answered_alike_and_not_done_once_more()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        (await tenant.Scim.PatchAsync("/Users/" + ada, Tenant.Replace("title", "Lead"))).Expect(200);
        var patch = await LoggedAsync(tenant, "PATCH", 200);
        var before = await StateAsync(tenant);

        Assert.True((await ReplayAsync(tenant, patch)).Flag("same"));
        Assert.Equal(before, await StateAsync(tenant));

        (await tenant.Scim.PatchAsync("/Users/" + ada, Tenant.Replace("title", "Chief"), Tenant.Replace("nickName", "Ad"))).Expect(200);
        var changed = await StateAsync(tenant);
        var replay = await ReplayAsync(tenant, patch);

        Assert.Equal(200, replay.Number("now.status"));
        Assert.False(replay.Flag("same"));
        Assert.Equal(["nickName  Ad"], replay.List("differences").Select(line => $"{line["path"]} {line["then"]} {line["now"]}"));
        Assert.Equal(changed, await StateAsync(tenant));
    }

    [Fact]
    public async Task Deletions_and_reads_are_played_too()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        (await tenant.Scim.FilterAsync("Users", "userName eq \"ada\"")).Expect(200);
        (await tenant.Scim.GetAsync("/Users/nobody")).Expect(404);
        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        var before = await StateAsync(tenant);

        var list = await ReplayAsync(tenant, await LoggedAsync(tenant, "GET", 200, "filter="));
        Assert.Null(list["same"]);
        Assert.Null(list["then"]!["body"]);
        Assert.Equal(0, JsonNode.Parse(list.Text("now.body")).Number("totalResults"));
        Assert.True((await ReplayAsync(tenant, await LoggedAsync(tenant, "GET", 404))).Flag("same"));
        var deletion = await ReplayAsync(tenant, await LoggedAsync(tenant, "DELETE", 204));
        Assert.Equal(404, deletion.Number("now.status"));
        Assert.Equal(before, await StateAsync(tenant));
    }

    [Fact]
    public async Task Of_many_operations_each_finds_what_those_before_it_did_and_none_is_kept()
    {
        var tenant = await TenantAsync("generic");
        var ben = await tenant.CreateUserAsync("ben");
        var group = Tenant.GroupBody("Eng", ["bulkId:a"]);
        (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada"), "a"),
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ben", "other"), "b"),
            ScimRequests.Operation("POST", "/Groups", group, "g"),
            ScimRequests.Operation("DELETE", "/Users/" + ben))).Expect(200);
        var bulk = await LoggedAsync(tenant, "POST", 200);
        var groups = ScimAssert.List(await tenant.Scim.GetAsync("/Groups"));
        (await tenant.Scim.DeleteAsync("/Groups/" + groups[0].Text("id"))).Expect(204);
        foreach (var user in ScimAssert.List(await tenant.Scim.GetAsync("/Users")))
            (await tenant.Scim.DeleteAsync("/Users/" + user.Text("id"))).Expect(204);
        var zed = await tenant.CreateUserAsync("ben", "third");
        var before = await StateAsync(tenant);

        var replay = await ReplayAsync(tenant, bulk);

        Assert.Equal(["201", "409", "201", "404"], Statuses(replay, "now"));
        Assert.Equal(["201", "409", "201", "204"], Statuses(replay, "then"));
        Assert.Equal(before, await StateAsync(tenant));
        Assert.Equal("ben", (await tenant.Scim.GetAsync("/Users/" + zed)).Expect(200).Json.Text("userName"));
    }

    [Fact]
    public async Task A_plan_that_refuses_counts_those_who_would_have_come_in_and_keeps_no_place_for_them()
    {
        var tenant = await TenantAsync("generic");
        await tenant.PutPlanAsync(seats: 0, overflow: "reject");
        (await tenant.Scim.BulkAsync(null, new[] { "ada", "ben", "cyd" }
            .Select(name => ScimRequests.Operation("POST", "/Users", Tenant.UserBody(name), name)).ToArray())).Expect(200);
        var bulk = await LoggedAsync(tenant, "POST", 200);
        await tenant.PutPlanAsync(seats: 2, overflow: "reject");

        for (var again = 0; again < 2; again++)
        {
            var replay = await ReplayAsync(tenant, bulk);
            Assert.Equal(["403", "403", "403"], Statuses(replay, "then"));
            Assert.Equal(["201", "201", "403"], Statuses(replay, "now"));
        }

        Assert.Equal(2, (await tenant.PlanAsync()).Number("available"));
        await tenant.CreateUsersAsync("ada", "ben");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("cyd")), 403);
    }

    [Fact]
    public async Task The_settings_of_today_count_and_so_does_the_status_of_the_directory()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        (await tenant.Scim.PatchAsync("/Users/" + ada, Tenant.Replace("title", "Lead"))).Expect(200);
        var patch = await LoggedAsync(tenant, "PATCH", 200);
        (await tenant.Directory.PatchAsync("", new { status = "disabled" })).Expect(200);

        Assert.Equal(403, (await ReplayAsync(tenant, patch)).Number("now.status"));
        Assert.Equal("disabled", (await tenant.Directory.GetAsync()).Json.Text("status"));
    }

    [Fact]
    public async Task Secrets_are_in_neither_answer_and_the_replay_says_that_they_were_taken_out()
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada");
        body["password"] = "Canary-Password-1";
        body["title"] = tenant.Token;
        (await tenant.Scim.PostAsync("/Users", body)).Expect(201);
        (await tenant.Scim.GetAsync("/Users?count=10")).Expect(200);

        var creation = await ReplayAsync(tenant, await LoggedAsync(tenant, "POST", 201));
        var list = await ReplayAsync(tenant, await LoggedAsync(tenant, "GET", 200));

        Assert.True(creation.Flag("redacted"));
        Assert.False(list.Flag("redacted"));
        Assert.Contains("ada", list.Text("now.body"), StringComparison.Ordinal);
        foreach (var secret in new[] { "Canary-Password-1", tenant.Token })
            Assert.DoesNotContain(secret, creation.ToJsonString() + list.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_kept_whole_is_not_played_and_the_reason_is_said()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var large = Tenant.UserBody("large");
        large["roles"] = new JsonArray([.. Enumerable.Range(0, 40).Select(i => (JsonNode)new JsonObject { ["value"] = $"{i} " + new string('x', 800) })]);
        (await tenant.Scim.PostAsync("/Users", large.Without("userName"))).Expect(400);
        await RefusedAsync("POST", 400, "request_cut");
        (await tenant.Scim.GetAsync("/Users?attributes=" + string.Join(',', Enumerable.Repeat("displayName", 300)))).Expect(200);
        await RefusedAsync("GET", 200, "request_cut");
        (await tenant.Scim.SendTextAsync(HttpMethod.Put, "/Users/" + ada, "{ not JSON", ScimClient.MediaType)).Expect(400);
        await RefusedAsync("PUT", 400, "body_not_kept");
        (await tenant.Scim.SendTextAsync(HttpMethod.Put, "/Users/" + ada, "<user/>", "application/xml")).Expect(415);
        await RefusedAsync("PUT", 415, "body_not_kept");
        (await tenant.Scim.SendWithAsync("DELETE", "/Users/" + ada, null, ("If-Match", "W/\"999\""))).Expect(412);
        await RefusedAsync("DELETE", 412, "condition_not_kept");
        var own = (await tenant.Directory.PostAsync("/tokens", new { name = "own", userId = ada })).Expect(201).Json.Text("token");
        (await tenant.Scim.WithAuthorization(ScimClient.Bearer(own)).GetAsync("/Me")).Expect(200);
        await RefusedAsync("GET", 200, "subject_not_kept", "/Me");
        (await tenant.Scim.GetAsync("/Me")).Expect(501);
        Assert.True((await ReplayAsync(tenant, await LoggedAsync(tenant, "GET", 501))).Flag("same"));

        async Task RefusedAsync(string method, int status, string code, string part = "")
        {
            var entry = await LoggedAsync(tenant, method, status, part);
            var refused = await tenant.Directory.PostAsync($"/requests/{entry}/replay", new { });
            ScimAssert.Problem(refused, 409);
            Assert.Equal((code, "true"), (refused.Json.Text("code"), refused.Header("Dry-Run")));
            var page = await ConsoleOf(tenant).GetAsync($"directories/{tenant.DirectoryId}/log/{entry}");
            Assert.Contains(refused.Json.Text("detail"), page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("value=\"replay\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Only_who_may_write_in_the_organization_replays_and_only_its_own_requests()
    {
        var (here, there) = (await TenantAsync(), await TenantAsync());
        (await here.Scim.GetAsync("/Users")).Expect(200);
        (await there.Scim.GetAsync("/Users")).Expect(200);
        var (mine, theirs) = (await LoggedAsync(here, "GET", 200), await LoggedAsync(there, "GET", 200));
        foreach (var (scope, status) in new[] { ("read", 403), ("licenses", 403), ("write", 200) })
        {
            var key = (await Service.Admin.PostAsync("/keys", new { name = scope, scopes = new[] { scope }, organization = here.Id })).Expect(201).Json.Text("key");
            (await here.Directory.WithAuthorization(ScimClient.Bearer(key)).PostAsync($"/requests/{mine}/replay", new { })).Expect(status);
            ScimAssert.Problem(await there.Directory.WithAuthorization(ScimClient.Bearer(key)).PostAsync($"/requests/{theirs}/replay", new { }), status == 200 ? 404 : status);
        }

        ScimAssert.Problem(await here.Directory.PostAsync($"/requests/{theirs}/replay", new { }), 404);
        ScimAssert.Problem(await here.Admin.PostAsync($"/directories/{there.DirectoryId}/requests/{theirs}/replay", new { }), 404);
        ScimAssert.Problem(await here.Directory.PostAsync("/requests/none/replay", new { }), 404);
        (await here.Directory.DeleteAsync("")).Expect(204);
        ScimAssert.Problem(await here.Directory.PostAsync($"/requests/{mine}/replay", new { }), 404);
    }

    [Fact]
    public async Task The_page_of_a_call_shows_both_answers_in_place()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada", "one");
        (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada", "two"))).Expect(409);
        var entry = await LoggedAsync(tenant, "POST", 409);
        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        var before = await StateAsync(tenant);
        var path = $"directories/{tenant.DirectoryId}/log/{entry}";
        var page = await ConsoleOf(tenant).GetAsync(path);
        Assert.DoesNotContain("Nothing was changed", page.Text, StringComparison.Ordinal);

        var played = await ConsoleOf(tenant).PostAsync(page, "replay");

        Assert.Equal(200, played.Status);
        Assert.Contains("It was answered with 409. It would be answered with 201 now. Nothing was changed.", played.Text, StringComparison.Ordinal);
        Assert.Matches("Then 409 .* Now 201 User created", played.Text);
        Assert.Contains("A password or token was taken out", played.Text, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(tenant));

        var key = (await Service.Admin.PostAsync("/keys", new { name = "reader", scopes = new[] { "read" }, organization = tenant.Id })).Expect(201).Json.Text("key");
        var reader = new ConsoleClient(Service, tenant.Id, "Bearer " + key);
        Assert.DoesNotContain("Replay", (await reader.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(403, (await reader.PostAsync(page, "replay")).Status);
    }

    private ConsoleClient ConsoleOf(Tenant tenant) => new(Service, tenant.Id, "Bearer " + Service.Options.AdminKey);

    private static async Task<JsonNode> ReplayAsync(Tenant tenant, string request)
    {
        var reply = (await tenant.Directory.PostAsync($"/requests/{request}/replay", new { })).Expect(200);
        Assert.Equal("true", reply.Header("Dry-Run"));
        return reply.Json;
    }

    private static IEnumerable<string> Statuses(JsonNode replay, string when) =>
        JsonNode.Parse(replay.Text(when + ".body")).List("Operations").Select(operation => operation.Text("status"));

    /// <summary>The id of the newest such call, when the log has it.</summary>
    private static async Task<string> LoggedAsync(Tenant tenant, string method, int status, string part = "")
    {
        string? id = null;
        await Eventually.Async(async () =>
        {
            id = (await tenant.Directory.ListAsync($"/requests?status={status}"))
                .FirstOrDefault(entry => entry.Text("method") == method && entry.Text("path").Contains(part, StringComparison.Ordinal))?.Text("id");
            return id is not null;
        });
        return id!;
    }

    /// <summary>All that a replay could have changed, with the audit log and the log of requests up to now.</summary>
    private static async Task<string> StateAsync(Tenant tenant)
    {
        // What was done before these two is in both logs when they are.
        var mark = "mark" + Guid.NewGuid().ToString("N")[..12];
        var team = await tenant.CreateTeamAsync(mark);
        var users = ScimAssert.List(await tenant.Scim.FilterAsync("Users", $"userName ne \"{mark}\""));
        var text = new System.Text.StringBuilder().AppendJoin('\n', users.Select(user => user.ToJsonString())).AppendLine();
        await Eventually.Async(async () => (await tenant.Directory.ListAsync("/requests")).Any(entry => entry.Text("path").Contains(mark, StringComparison.Ordinal)));
        await Eventually.Async(async () => (await tenant.Admin.ListAsync("/audit")).Any(line => line.Text("target").Contains(team, StringComparison.Ordinal)));
        foreach (var path in new[] { "/users", "/groups", "/plans", "/licenses", "/notices", "/directories", $"/directories/{tenant.DirectoryId}/tokens" })
            text.AppendLine(path).AppendJoin('\n', (await tenant.Admin.ListAsync(path)).Select(item => item.Without("lastUsedAt").ToJsonString())).AppendLine();
        text.AppendJoin(' ', (await tenant.Admin.ListAsync("/audit")).Select(line => line.Text("action")).Where(action => action != "teams.TeamCreated")).AppendLine();
        text.AppendJoin(' ', (await tenant.Directory.ListAsync("/requests")).Where(entry => !entry.Text("path").Contains("mark", StringComparison.Ordinal)).Select(entry => entry.Text("id")));
        return text.ToString();
    }
}

public sealed class RequestReplayTestsOnSqlite(SqliteService service) : RequestReplayTests(service);

public sealed class RequestReplayTestsOnPostgreSql(PostgreSqlService service) : RequestReplayTests(service);

public sealed class RequestReplayTestsOnSqlServer(SqlServerService service) : RequestReplayTests(service);
