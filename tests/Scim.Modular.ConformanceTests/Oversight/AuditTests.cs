namespace Scim.Modular.ConformanceTests.Oversight;

public abstract class AuditTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task What_identity_providers_and_administrators_change_is_in_the_log_with_who_did_it()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.PutPlanAsync(seats: 3);
        var ada = await tenant.CreateUserAsync("ada");

        await Eventually.Async(async () => (await EntriesAsync(tenant, "?action=licensing.SeatAssigned")).Count == 1);
        var seats = Assert.Single(await EntriesAsync(tenant, "?action=licensing.PlanChanged"));
        Assert.Equal((5, 3), (seats.Number("before.plan.seats"), seats.Number("after.plan.seats")));
        Assert.StartsWith("admin:", seats.Text("actor"), StringComparison.Ordinal);
        var created = Assert.Single(await EntriesAsync(tenant, $"?target=user:{ada}"));
        Assert.Equal("directory:" + tenant.DirectoryId, created.Text("actor"));
        Assert.Null(created["before"]);
        Assert.Equal(64, created.Text("hash").Length);
        var seat = Assert.Single(await EntriesAsync(tenant, "?action=licensing.Seat*"));
        Assert.Equal(created.Text("requestId"), seat.Text("requestId"));
    }

    [Fact]
    public async Task The_log_is_listed_newest_first_page_by_page_and_by_time()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await Eventually.Async(async () => (await EntriesAsync(tenant, "?action=identity.UserCreated")).Count == 3);

        var all = (await EntriesAsync(tenant, "")).Select(entry => entry.Number("sequence")).ToList();
        Assert.Equal(Enumerable.Range(1, all.Count).Reverse(), all);
        var page = (await tenant.Admin.GetAsync("/audit?limit=2")).Expect(200).Json;
        var next = (await tenant.Admin.GetAsync("/audit?limit=2&cursor=" + page.Text("nextCursor"))).Expect(200).Json;
        Assert.Equal(all.Take(4), page.List("items").Concat(next.List("items")).Select(entry => entry.Number("sequence")));
        var at = Uri.EscapeDataString((await EntriesAsync(tenant, "?action=identity.UserCreated"))[0].Text("at"));
        Assert.Contains("ben", string.Concat((await EntriesAsync(tenant, "?until=" + at)).Select(entry => entry.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain("\"ada\"", string.Concat((await EntriesAsync(tenant, "?since=" + at)).Select(entry => entry.ToJsonString())), StringComparison.Ordinal);
        ScimAssert.Problem(await tenant.Admin.GetAsync("/audit?since=yesterday"), 400);
        ScimAssert.Problem(await tenant.Admin.GetAsync("/audit?actor=%00"), 400);
        ScimAssert.Problem(await tenant.Admin.GetAsync("/audit?cursor=x"), 400);
    }

    [Fact]
    public async Task Changes_that_were_refused_are_in_the_log_too()
    {
        var tenant = await TenantAsync();
        ScimAssert.Problem(await tenant.Admin.PutAsync("/plans/NO!", new { name = "x", seats = 1, isDefault = false }), 400);
        ScimAssert.Problem(await tenant.Admin.PutAsync("/plans/standard", new { nonsense = 1 }), 400);
        ScimAssert.Problem(await tenant.Admin.DeleteAsync("/plans/nowhere"), 404);
        ScimAssert.Problem(await tenant.Admin.GetAsync("/plans/nowhere"), 404);       // reading changes nothing

        await Eventually.EqualAsync(
            "DELETE /admin/v1/organizations/{org}/plans/{key} 404 plan_not_found, "
            + "PUT /admin/v1/organizations/{org}/plans/{key} 400 bad_request, "
            + "PUT /admin/v1/organizations/{org}/plans/{key} 400 invalid_request",
            async () => string.Join(", ", (await EntriesAsync(tenant, "?action=refused"))
                .Select(entry => $"{entry.Text("target")} {entry.Number("after.status")} {entry.Text("after.code")}")));
        Assert.All(await EntriesAsync(tenant, "?action=refused"), entry => Assert.StartsWith("admin:", entry.Text("actor"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_chain_is_verified_on_demand()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        await Eventually.Async(async () => (await EntriesAsync(tenant, "?action=identity.UserCreated")).Count == 1);

        var verified = (await tenant.Admin.GetAsync("/audit/verify")).Expect(200).Json;
        Assert.True(verified.Flag("valid"));
        var newest = (await EntriesAsync(tenant, ""))[0];
        Assert.Equal(newest.Number("sequence"), verified.Number("head.sequence"));
        Assert.Equal(newest.Text("hash"), verified.Text("head.hash"));
        Assert.Equal(newest.Number("sequence"), verified.Number("entries"));
    }

    [Fact]
    public async Task Nobody_reads_the_log_of_another_organization()
    {
        var (here, there) = (await TenantAsync(), await TenantAsync());
        await there.CreateUserAsync("ada");
        await Eventually.Async(async () => (await EntriesAsync(there, "?action=identity.UserCreated")).Count == 1);
        Assert.Empty(await EntriesAsync(here, "?action=identity.UserCreated"));
        ScimAssert.Problem(await there.Admin.WithAuthorization(ScimClient.Bearer(there.Token)).GetAsync("/audit"), 403);
    }

    [Fact]
    public async Task Everything_is_compared_on_demand_and_the_run_is_kept()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.CreateUserAsync("ada");

        var dry = (await tenant.Admin.PostAsync("/reconcile?dryRun=true", new { })).Expect(200).Json;
        Assert.Empty(dry.List("drift"));
        Assert.Equal((0, 0), (dry.Number("found"), dry.Number("repaired")));
        (await tenant.Admin.PostAsync("/reconcile", new { })).Expect(200);
        var runs = (await tenant.Admin.GetAsync("/reconcile/runs")).Expect(200).Json.List("items");
        Assert.Equal([false, true], runs.Select(run => run.Flag("dryRun")));
        Assert.All(runs, run => Assert.StartsWith("admin:", run.Text("by"), StringComparison.Ordinal));
        Assert.Empty((await tenant.Admin.GetAsync("/notices")).Expect(200).Json.List("items"));
    }

    private static Task<IReadOnlyList<JsonNode>> EntriesAsync(Tenant tenant, string query) => tenant.Admin.ListAsync("/audit" + query);
}

public sealed class AuditTestsOnSqlite(SqliteService service) : AuditTests(service);

public sealed class AuditTestsOnPostgreSql(PostgreSqlService service) : AuditTests(service);

public sealed class AuditTestsOnSqlServer(SqlServerService service) : AuditTests(service);
