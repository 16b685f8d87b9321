using System.Globalization;

namespace Scim.Modular.ConformanceTests.Administration;

/// <summary>An organization's configuration as a file: read, compared, applied, and given to another organization.</summary>
public abstract class ConfigurationTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Small = """
        version: 1
        plans:
        - {key: gold, name: Gold, seats: 5}
        """;

    [Fact]
    public async Task What_is_exported_makes_another_organization_the_same()
    {
        var one = await TenantAsync();
        await ConfigureAsync(one);
        var exported = await ExportAsync(one);
        Assert.DoesNotContain(one.DirectoryId, exported, StringComparison.Ordinal);
        Assert.DoesNotContain("scm_", exported, StringComparison.Ordinal);

        var two = await TenantAsync("onelogin");
        var applied = (await ApplyAsync(two, exported, "prune=true")).Expect(200);

        Assert.Equal(exported, await ExportAsync(two));
        Assert.Equal(["create", "delete"], Actions(applied).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var again = (await PlanAsync(two, exported, "?prune=true")).Expect(200);
        Assert.Equal(["none"], Actions(again).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_mapped_works_in_the_other_organization()
    {
        var one = await TenantAsync();
        await ConfigureAsync(one);
        var two = await TenantAsync();
        (await two.Directory.PatchAsync("", new { name = "Corporate" })).Expect(200);
        (await ApplyAsync(two, await ExportAsync(one))).Expect(200);

        var ada = await two.CreateUserAsync("ada");
        await two.CreateGroupAsync("Engineering", ada);

        var team = (await two.Admin.ListAsync("/teams")).Single(found => found.Text("slug") == "eng").Text("id");
        await Eventually.EqualAsync("ada:admin", () => two.TeamRolesAsync(team));
        await Eventually.EqualAsync("assigned", () => two.SeatAsync(ada));
    }

    [Fact]
    public async Task A_plan_says_what_would_change_and_changes_nothing()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 3);
        var before = await ExportAsync(tenant);

        var plan = (await PlanAsync(tenant, $$"""
            version: 1
            plans:
            - key: {{Tenant.Plan}}
              seats: 4
            - key: gold
              name: Gold
              seats: null    # unlimited
            teams:
            - {slug: eng, name: "42"}
            """)).Expect(200);

        Assert.Equal(["plan standard change", "plan gold create", "team eng create"],
            plan.Json.List("changes").Select(change => $"{change.Text("kind")} {change.Text("key")} {change.Text("action")}"));
        var changed = plan.Json.List("changes")[0];
        Assert.Equal((3, 4), (changed.Number("before.seats"), changed.Number("after.seats")));
        Assert.Equal("Plan standard", changed.Text("after.name"));      // what is left out stays
        Assert.Null(plan.Json.List("changes")[1]["before"]);
        Assert.Equal(64, plan.Json.Text("hash").Length);
        Assert.Equal(before, await ExportAsync(tenant));
    }

    [Fact]
    public async Task Only_what_was_planned_is_applied()
    {
        var tenant = await TenantAsync();
        var hash = (await PlanAsync(tenant, Small)).Expect(200).Json.Text("hash");

        AssertCode(412, "configuration_changed", await PutAsync(tenant, Small.Replace("5", "6", StringComparison.Ordinal), "?hash=" + hash));
        AssertCode(412, "configuration_changed", await PutAsync(tenant, Small, $"?hash={hash}&prune=true"));
        AssertCode(400, "hash_needed", await PutAsync(tenant, Small, ""));
        await tenant.CreateTeamAsync("Meanwhile");
        AssertCode(412, "configuration_changed", await PutAsync(tenant, Small, "?hash=" + hash));
        Assert.Empty(await tenant.Admin.ListAsync("/plans"));

        hash = (await PlanAsync(tenant, Small)).Expect(200).Json.Text("hash");
        (await PutAsync(tenant, Small, $"?hash={hash}&dryRun=true")).Expect(200);
        Assert.Empty(await tenant.Admin.ListAsync("/plans"));
        (await PutAsync(tenant, Small, "?hash=" + hash)).Expect(200);
        Assert.Equal(5, (await tenant.PlanAsync("gold")).Number("seats"));
    }

    [Fact]
    public async Task What_is_not_named_stays_unless_it_is_pruned()
    {
        var tenant = await TenantAsync();
        await ConfigureAsync(tenant);
        const string file = """
            version: 1
            teams:
            - {slug: eng, name: Engineering}
            mappings: []
            """;

        (await ApplyAsync(tenant, file)).Expect(200);
        Assert.Equal(2, (await tenant.Admin.ListAsync("/teams")).Count);

        (await ApplyAsync(tenant, file, "prune=true")).Expect(200);
        Assert.Equal("Engineering", Assert.Single(await tenant.Admin.ListAsync("/teams")).Text("name"));
        Assert.Empty(await tenant.Admin.ListAsync("/group-mappings"));
        Assert.Equal(2, (await tenant.Admin.ListAsync("/plans")).Count);        // a section that is left out stays as it is
    }

    [Fact]
    public async Task The_default_plan_changes_over_without_anybody_losing_a_seat()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));

        (await ApplyAsync(tenant, """
            version: 1
            plans:
            - {key: gold, name: Gold, seats: 5, isDefault: true}
            """, "prune=true")).Expect(200);

        Assert.Equal("gold", Assert.Single(await tenant.Admin.ListAsync("/plans")).Text("key"));
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));
        Assert.DoesNotContain("SeatReleased", string.Join(' ', (await tenant.HistoryAsync(ada)).Select(happened => happened.Text("event"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_people_use_is_not_pruned()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());

        AssertCode(400, "invalid_configuration", await PlanAsync(tenant, "version: 1\nplans: []\n", "?prune=true"));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(1, "version: 2")]
    [InlineData(1, "- a")]
    [InlineData(2, "version: 1\nplans: {}")]
    [InlineData(2, "version: 1\nusers: []")]
    [InlineData(3, "version: 1\nplans:\n- gold")]
    [InlineData(3, "version: 1\nplans:\n- {key: gold, name: Gold}")]
    [InlineData(3, "version: 1\nplans:\n- {name: Gold, seats: 1}")]
    [InlineData(4, "version: 1\nplans:\n- key: gold\n  colour: red")]
    [InlineData(5, "version: 1\nplans:\n- key: gold\n  name: Gold\n  seats: many")]
    [InlineData(5, "version: 1\nplans:\n- key: gold\n  name: Gold\n  seats: -1")]
    [InlineData(5, "version: 1\nplans:\n- key: gold\n  name: Gold\n  seats: 99999999999999")]
    [InlineData(4, "version: 1\nplans:\n- key: gold\n  name: 42\n  seats: 1")]
    [InlineData(4, "version: 1\nplans:\n- {key: gold, name: Gold, seats: 1}\n- {key: gold, name: Gold, seats: 1}")]
    [InlineData(4, "version: 1\nplans:\n- {key: gold, name: Gold, seats: 1, isDefault: true}\n- {key: best, name: Best, seats: 1, isDefault: true}")]
    [InlineData(3, "version: 1\nplans:\n- {key: gold, name: Gold, seats: 1, overflow: never}")]
    [InlineData(3, "version: 1\nteams:\n- {slug: Not A Slug, name: x}")]
    [InlineData(4, "version: 1\ndirectories:\n- name: new\n  provider: nobody")]
    [InlineData(3, "version: 1\ndirectories:\n- {name: new, provider: okta, breaker: {removals: 0}}")]
    [InlineData(3, "version: 1\ndirectories:\n- {name: new, provider: okta, breaker: {colour: 1}}")]
    [InlineData(3, "version: 1\ndirectories:\n- {name: new, provider: okta, members: keep}")]
    [InlineData(3, "version: 1\nmappings:\n- {directory: nowhere, group: G, team: none}")]
    [InlineData(3, "version: 1\nmappings:\n- {directory: Directory okta, group: G, team: none}")]
    [InlineData(5, "version: 1\nteams: [{slug: eng, name: Eng}]\nmappings:\n- {directory: Directory okta, group: G,\n team: eng, role: king}")]
    [InlineData(4, "version: 1\nteams: [{slug: eng, name: Eng}]\nmappings:\n- {directory: Directory okta, group: G, team: eng, plan: none}")]
    [InlineData(2, "version: 1\nplans: &a []")]
    [InlineData(2, "version: 1\nplans: *a")]
    [InlineData(2, "version: 1\nplans: !!seq []")]
    [InlineData(2, "version: 1\nversion: 1")]
    [InlineData(2, "version: 1\n? [a]\n: b")]
    [InlineData(0, "version: 1\n\tplans: []")]
    [InlineData(2, "version: 1\n---\nversion: 1")]
    [InlineData(2, "version: 1\nplans: [[[[[[[[[[[[]]]]]]]]]]]]")]
    [InlineData(0, "version: 1\nplans: [")]
    public async Task A_file_that_is_wrong_names_the_line_and_changes_nothing(int line, string file)
    {
        var tenant = await TenantAsync();
        var before = await ExportAsync(tenant);

        foreach (var reply in new[] { await PlanAsync(tenant, file), await PutAsync(tenant, file, "?hash=x") })
        {
            AssertCode(400, "invalid_configuration", reply);
            Assert.Contains(reply.Json.List("errors"), error => line == 0 ? error.Number("line") > 0 : error.Number("line") == line);
            Assert.All(reply.Json.List("errors"), error => Assert.NotEmpty(error.Text("message")));
        }

        Assert.Equal(before, await ExportAsync(tenant));
    }

    [Fact]
    public async Task A_file_is_UTF_8_of_a_bounded_size_and_of_a_known_type()
    {
        var tenant = await TenantAsync();
        AssertCode(400, "invalid_configuration", await SendAsync(tenant, "POST", "/configuration/plan", [0x76, 0xff, 0xfe], "application/yaml"));
        ScimAssert.Problem(await SendAsync(tenant, "POST", "/configuration/plan", new byte[1024 * 1024 + 1], "application/yaml"), 413);
        ScimAssert.Problem(await SendAsync(tenant, "POST", "/configuration/plan", "version: 1"u8.ToArray(), "text/plain"), 415);
        var padded = Small + "\n" + string.Concat(Enumerable.Repeat("# a line of no meaning\n", 30_000));
        (await PlanAsync(tenant, padded)).Expect(200);
    }

    [Fact]
    public async Task Names_of_any_kind_come_back_as_they_were()
    {
        var one = await TenantAsync();
        string[] names = ["true", "null", "42", "- a", "a: b", "a # b", "'q'", "\"q\"", "*x", "&x", "!x", "naïve ☃ 😀", "back\\slash", "x / y", " a  b "];
        foreach (var name in names)
        {
            var team = (await one.Admin.PostAsync("/teams", new { name })).Expect(201).Json.Text("id");
            if (name.Trim() == name)
                (await one.MapNameAsync(name, team)).Expect(201);
        }

        var exported = await ExportAsync(one);
        var two = await TenantAsync();
        (await ApplyAsync(two, exported)).Expect(200);
        Assert.Equal(exported, await ExportAsync(two));
        Assert.Equal(
            (await one.Admin.ListAsync("/teams")).Select(team => team.Text("name")).Order(StringComparer.Ordinal),
            (await two.Admin.ListAsync("/teams")).Select(team => team.Text("name")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_files_at_once_one_is_applied()
    {
        var tenant = await TenantAsync();
        string[] files = [.. Enumerable.Range(0, 4).Select(i => $"version: 1\nplans:\n- {{key: gold, name: Gold {i.ToString(CultureInfo.InvariantCulture)}, seats: 1}}\nteams:\n- {{slug: eng, name: Eng {i.ToString(CultureInfo.InvariantCulture)}}}\n")];
        var planned = new List<(string File, string Hash)>();
        foreach (var file in files)
            planned.Add((file, (await PlanAsync(tenant, file)).Expect(200).Json.Text("hash")));

        var replies = await Task.WhenAll(planned.Select(one => PutAsync(tenant, one.File, "?hash=" + one.Hash)));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Contains(reply.Json.Text("code"), new[] { "configuration_changed", "configuration_busy" }));
        var name = Assert.Single(await tenant.Admin.ListAsync("/plans")).Text("name");
        Assert.Equal(name[^1], Assert.Single(await tenant.Admin.ListAsync("/teams")).Text("name")[^1]);
    }

    private static async Task ConfigureAsync(Tenant tenant)
    {
        (await tenant.Directory.PatchAsync("", new { name = "Corporate", breaker = new { removals = 50, percent = 20 } })).Expect(200);
        await Tenant.CreateDirectoryAsync(tenant.Admin, "entra");
        await tenant.PutPlanAsync(seats: 10);
        await tenant.PutPlanAsync(seats: null, overflow: "overage", overageLimit: 3, key: "gold", isDefault: false);
        var team = (await tenant.Admin.PostAsync("/teams", new { name = "Engineering", slug = "eng" })).Expect(201).Json.Text("id");
        (await tenant.Admin.PostAsync("/teams", new { name = "Ops: all of it", slug = "ops" })).Expect(201);
        await Eventually.EqualAsync(201, async () => (await tenant.Admin.PostAsync("/group-mappings", new
        {
            directoryId = tenant.DirectoryId, groupName = "Engineering", teamId = team, role = "admin", mode = "managed", priority = 7, plan = "gold", confirmRole = true,
        })).Status);
        var paused = (await tenant.MapNameAsync("Later", team)).Expect(201).Json.Text("id");
        (await tenant.Admin.PatchAsync("/group-mappings/" + paused, new { status = "paused", mode = "additive" })).Expect(200);
    }

    private static IEnumerable<string> Actions(Reply reply) => reply.Json.List("changes").Select(change => change.Text("action"));

    private static async Task<string> ExportAsync(Tenant tenant)
    {
        var reply = (await tenant.Admin.GetAsync("/configuration")).Expect(200);
        Assert.Equal("application/yaml", ScimClient.ContentTypeOf(reply)?.MediaType);
        return reply.Text;
    }

    private async Task<Reply> ApplyAsync(Tenant tenant, string file, string query = "")
    {
        var plan = (await PlanAsync(tenant, file, query.Length == 0 ? "" : "?" + query)).Expect(200);
        return await PutAsync(tenant, file, $"?hash={plan.Json.Text("hash")}{(query.Length == 0 ? "" : "&" + query)}");
    }

    private Task<Reply> PlanAsync(Tenant tenant, string file, string query = "") =>
        SendAsync(tenant, "POST", "/configuration/plan" + query, System.Text.Encoding.UTF8.GetBytes(file), "application/yaml");

    private Task<Reply> PutAsync(Tenant tenant, string file, string query) =>
        SendAsync(tenant, "PUT", "/configuration" + query, System.Text.Encoding.UTF8.GetBytes(file), "application/yaml");

    private Task<Reply> SendAsync(Tenant tenant, string method, string path, byte[] body, string type) =>
        Service.Scim($"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}", ScimClient.Bearer(Service.Options.AdminKey))
            .SendBytesAsync(new HttpMethod(method), path, body, type, askFirst: body.Length > 1024 * 1024);

    private static void AssertCode(int status, string code, Reply reply)
    {
        ScimAssert.Problem(reply, status);
        Assert.Equal(code, reply.Json.Text("code"));
    }
}

public sealed class ConfigurationTestsOnSqlite(SqliteService service) : ConfigurationTests(service);

public sealed class ConfigurationTestsOnPostgreSql(PostgreSqlService service) : ConfigurationTests(service);

public sealed class ConfigurationTestsOnSqlServer(SqlServerService service) : ConfigurationTests(service);
