namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>With dryRun=true a mutation is answered as if it had been made, and has not been.</summary>
public abstract class DryRunTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task Every_kind_of_mutation_is_answered_and_not_made()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        var team = await tenant.CreateTeamAsync("Eng");
        var user = await tenant.CreateUserAsync("ada");
        var mapping = (await tenant.MapNameAsync("G", team)).Expect(201).Json.Text("id");
        await tenant.CreateGroupAsync("H", user);
        var before = await StateAsync(tenant);
        var plan = new { name = "P", seats = 3, rank = 1, isDefault = false, overflow = "waitlist" };
        var map = new { directoryId = tenant.DirectoryId, groupName = "H", teamId = team, role = "member" };
        const string urn = "urn:example:params:scim:schemas:dry:1.0:Thing";
        var schema = new { name = "Thing", attributes = new[] { new { name = "size", type = "string" } } };
        foreach (var (method, path, body, status) in new (HttpMethod, string, object?, int)[]
        {
            (HttpMethod.Post, "/teams", new { name = "Ops" }, 201),
            (HttpMethod.Patch, "/teams/" + team, new { name = "Ops" }, 200),
            (HttpMethod.Delete, "/teams/" + team, null, 204),
            (HttpMethod.Put, $"/teams/{team}/members/{user}", new { role = "admin" }, 200),
            (HttpMethod.Post, "/group-mappings", map, 201),
            (HttpMethod.Patch, "/group-mappings/" + mapping, new { priority = 7 }, 200),
            (HttpMethod.Delete, "/group-mappings/" + mapping, null, 204),
            (HttpMethod.Put, "/plans/p", plan, 201),
            (HttpMethod.Put, "/plans/" + Tenant.Plan, plan with { isDefault = true, name = "Other" }, 200),
            (HttpMethod.Post, "/directories", new { name = "Second", provider = "entra" }, 201),
            (HttpMethod.Patch, "/directories/" + tenant.DirectoryId, new { status = "disabled" }, 200),
            (HttpMethod.Delete, "/directories/" + tenant.DirectoryId, null, 204),
            (HttpMethod.Put, "/schemas/" + urn, schema, 201),
            (HttpMethod.Patch, "", new { name = "Other" }, 200),
            (HttpMethod.Delete, "", null, 204),
        })
        {
            var reply = (await tenant.Admin.SendAsync(method, path + "?dryRun=true", body is null ? null : JsonNodes.Of(body))).Expect(status);
            Assert.True(reply.Header("Dry-Run") == "true", reply.ToString());
            Assert.Null(reply.Header("Location"));
            Assert.Equal(before, await StateAsync(tenant));
        }

        var slug = "d" + Guid.NewGuid().ToString("N")[..16];
        (await Service.Admin.PostAsync("/organizations?dryRun=true", new { slug, name = "None" })).Expect(201);
        (await Service.Admin.GetAsync("/organizations/" + slug)).Expect(404);
        Assert.Equal("ada", await NamesAsync(tenant));                  // SCIM works on
    }

    [Fact]
    public async Task The_answer_is_that_of_the_real_call()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("1/1", () => tenant.UsageAsync());
        var more = new { name = "More", seats = 2, rank = 10, isDefault = true, overflow = "waitlist" };

        var tried = (await tenant.Admin.PutAsync($"/plans/{Tenant.Plan}?dryRun=true", more)).Expect(200);
        Assert.Equal("1/1", await tenant.UsageAsync());
        Assert.Equal(["ben"], await tenant.WaitingAsync());

        var made = (await tenant.Admin.PutAsync("/plans/" + Tenant.Plan, more)).Expect(200);
        Assert.Equal(made.Text, tried.Text);
        Assert.Equal(made.Header("ETag"), tried.Header("ETag"));
        Assert.Equal(2, tried.Json.Number("used"));                     // Ben would have got his seat
        Assert.Null(made.Header("Dry-Run"));
    }

    [Fact]
    public async Task Nobody_hears_of_what_did_not_happen()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Eng");
        var user = await tenant.CreateUserAsync("ada");
        var history = (await tenant.HistoryAsync(user)).Count;

        (await tenant.Admin.PutAsync($"/teams/{team}/members/{user}?dryRun=true", new { role = "owner" })).Expect(200);
        (await tenant.Admin.DeleteAsync($"/directories/{tenant.DirectoryId}?dryRun=true")).Expect(204);
        (await tenant.Admin.PutAsync($"/teams/{team}/members/{user}", new { role = "member" })).Expect(200);

        await Eventually.EqualAsync(history + 1, async () => (await tenant.HistoryAsync(user)).Count);
        Assert.Equal("ada:member", await tenant.TeamRolesAsync(team));
    }

    [Fact]
    public async Task A_refusal_is_the_same_refusal()
    {
        var tenant = await TenantAsync();
        await tenant.CreateTeamAsync("Eng");
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/teams", new { name = "" }),
            (HttpMethod.Post, "/teams", new { name = "Other", slug = "eng" }),
            (HttpMethod.Post, "/teams", new { name = "Other", colour = "red" }),
            (HttpMethod.Delete, "/teams/" + Guid.CreateVersion7(), null),
            (HttpMethod.Put, "/plans/p", new { name = "P", seats = -1, rank = 1, isDefault = true }),
        })
        {
            var real = await tenant.Admin.SendAsync(method, path, body is null ? null : JsonNodes.Of(body));
            var dry = await tenant.Admin.SendAsync(method, path + "?dryRun=true", body is null ? null : JsonNodes.Of(body));
            ScimAssert.Problem(dry, real.Status);
            Assert.Equal(real.Json.Text("code"), dry.Json.Text("code"));
            Assert.Equal("true", dry.Header("Dry-Run"));
        }

        (await Service.Admin.PostAsync("/organizations/nobody/teams?dryRun=true", new { name = "x" })).Expect(404);
    }

    [Fact]
    public async Task No_secret_is_made()
    {
        var tenant = await TenantAsync();
        var path = $"/directories/{tenant.DirectoryId}/tokens";

        var reply = (await tenant.Admin.PostAsync(path + "?dryRun=true", new { name = "none" })).Expect(201);

        Assert.Equal("", reply.Json.Text("token"));
        Assert.Single(await tenant.Admin.ListAsync(path));
    }

    [Theory]
    [InlineData("?dryRun=maybe")]
    [InlineData("?dryRun=")]
    [InlineData("?dryRun=1")]
    [InlineData("?dryRun=true&dryRun=true")]
    public async Task What_is_neither_true_nor_false_is_refused(string query)
    {
        var tenant = await TenantAsync();
        ScimAssert.Problem(await tenant.Admin.PostAsync("/teams" + query, new { name = "Eng" }), 400);
        Assert.Empty(await tenant.Admin.ListAsync("/teams"));
        (await tenant.Admin.PostAsync("/teams?dryRun=false", new { name = "Eng" })).Expect(201);
        Assert.Single(await tenant.Admin.ListAsync("/teams"));
    }

    [Fact]
    public async Task A_dry_run_takes_no_key()
    {
        var tenant = await TenantAsync();
        var keyed = tenant.Admin.With("Idempotency-Key", "dry");

        (await keyed.PostAsync("/teams?dryRun=true", new { name = "Eng" })).Expect(201);

        Assert.Null((await keyed.PostAsync("/teams", new { name = "Eng" })).Expect(201).Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Others_go_on_beside_it()
    {
        var tenant = await TenantAsync();
        await Clients.EachAsync(8, Enumerable.Range(0, 40).Select(i => (Func<Task<int>>)(async () =>
            (await tenant.Admin.PostAsync($"/teams{(i % 2 == 0 ? "?dryRun=true" : "")}", new { name = $"Team {i}" })).Expect(201).Status)));

        Assert.Equal(20, (await tenant.Admin.ListAsync("/teams")).Count);
    }

    [Fact]
    public async Task The_description_names_both_for_every_mutation()
    {
        using var reply = await Service.Http.GetAsync(new Uri(Service.BaseAddress + "/openapi/v1.json"));
        var paths = JsonNode.Parse(await reply.Content.ReadAsStringAsync())!["paths"]!.AsObject();
        var mutations = paths.Where(path => path.Key.StartsWith("/admin/", StringComparison.Ordinal))
            .SelectMany(path => path.Value!.AsObject()).Where(operation => operation.Key != "get").ToList();

        Assert.NotEmpty(mutations);
        Assert.All(mutations, operation =>
        {
            var names = operation.Value!.List("parameters").Select(parameter => parameter.Text("name")).ToList();
            Assert.Single(names, name => name == "Idempotency-Key");
            Assert.Single(names, name => name == "dryRun");
        });
    }

    /// <summary>All that the administration shows of the organization.</summary>
    private static async Task<string> StateAsync(Tenant tenant)
    {
        List<string> parts = [];
        foreach (var path in new[] { "", "/directories", "/teams", "/group-mappings", "/plans", "/users", "/schemas", "/licenses", $"/directories/{tenant.DirectoryId}/tokens" })
            parts.Add((await tenant.Admin.GetAsync(path)).Expect(200).Text);
        return string.Join('\n', parts.Select(part => System.Text.RegularExpressions.Regex.Replace(part, "\"lastUsedAt\":[^,}]*", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))));
    }

    private static async Task<string> NamesAsync(Tenant tenant) =>
        string.Join(' ', ScimAssert.List(await tenant.Scim.GetAsync("/Users")).Select(user => user.Text("userName")));
}

public sealed class DryRunTestsOnSqlite(SqliteService service) : DryRunTests(service);

public sealed class DryRunTestsOnPostgreSql(PostgreSqlService service) : DryRunTests(service);

public sealed class DryRunTestsOnSqlServer(SqlServerService service) : DryRunTests(service);
