namespace Scim.Modular.ConformanceTests.WalkThrough;

/// <summary>
/// The story that the documentation tells: two pushed groups give two teams and two plans, the better plan is full, and for everybody it
/// can be said what there is and why. Whoever changes an answer here changes the documentation.
/// </summary>
public abstract class WalkThroughTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task Two_groups_give_two_plans_and_whoever_finds_the_better_one_full_keeps_the_other_and_waits()
    {
        var tenant = await TenantAsync();
        await PutPlanAsync(tenant, "standard", seats: 10, rank: 1, isDefault: true);
        await PutPlanAsync(tenant, "enterprise", seats: 1, rank: 2, isDefault: false);
        var engineering = await tenant.CreateTeamAsync("Engineering");
        var leads = await tenant.CreateTeamAsync("Leads");
        (await MapAsync(tenant, "Eng", engineering, plan: null)).Expect(201);
        var mapping = (await MapAsync(tenant, "Eng Leads", leads, "enterprise")).Expect(201).Json;
        Assert.Equal("waiting", mapping.Text("status"));

        var people = await tenant.CreateUsersAsync("ann", "bob", "cyd");
        await tenant.CreateGroupAsync("Eng", people);
        var pushed = await tenant.CreateGroupAsync("Eng Leads", people[0]);
        await Eventually.EqualAsync("enterprise/assigned standard/assigned standard/assigned", () => LicensesAsync(tenant, people));

        // A second lead: the seat is taken, so the one of the default plan is kept meanwhile.
        await tenant.AddMembersAsync(pushed, people[1]);
        await Eventually.EqualAsync("ann bob", () => tenant.TeamAsync(leads));
        Assert.Equal("enterprise/assigned standard/assigned standard/assigned", await LicensesAsync(tenant, people));
        Assert.Equal("1/1", await tenant.UsageAsync("enterprise"));
        var waiting = Assert.Single(await tenant.Admin.ListAsync("/licenses?status=waitlisted"));
        Assert.Equal(("bob", "standard", "enterprise", 1), (waiting.Text("userName"), waiting.Text("plan"), waiting.Text("waitsFor"), waiting.Number("waitlistPosition")));

        var why = (await tenant.Admin.GetAsync($"/users/{people[1]}/explanation")).Expect(200).Json;
        Assert.Equal("enterprise", why.Text("license.waitsFor"));
        var sources = why.List("license.sources");
        Assert.Equal(["mapping enterprise Eng Leads", "default standard "], sources.Select(source => $"{source.Text("kind")} {source.Text("plan")} {source["groupName"]}"));
        Assert.Equal([true, false], sources.Select(source => source.Flag("wins")));
        Assert.Equal("standard", sources[0].Text("ifRemoved.plan"));

        await tenant.SetActiveAsync(people[0], false);
        await Eventually.EqualAsync("none enterprise/assigned standard/assigned", () => LicensesAsync(tenant, people));
        await Eventually.EqualAsync("bob", () => tenant.TeamAsync(leads));
        var history = (await tenant.Admin.ListAsync($"/licenses/{people[1]}/history"))[0];
        Assert.Equal("enterprise", history.Text("to.plan"));

        var preview = (await tenant.Admin.SendAsync(HttpMethod.Post, "/group-mappings/preview", MappingBody(tenant, "Eng", leads, "enterprise"))).Expect(200).Json;
        Assert.Equal((1, 1, 1), (preview.Number("joinCount"), preview.Number("seatsNeeded"), preview.Number("seatsMissing")));
        Assert.Empty((await tenant.Admin.PostAsync("/reconcile?dryRun=true", new { })).Expect(200).Json.List("drift"));
    }

    private static async Task PutPlanAsync(Tenant tenant, string key, int seats, int rank, bool isDefault) =>
        (await tenant.Admin.PutAsync("/plans/" + key, new { name = "Plan " + key, seats, rank, isDefault, overflow = "waitlist" })).Expect(201);

    private static Task<Reply> MapAsync(Tenant tenant, string groupName, string team, string? plan) =>
        tenant.Admin.SendAsync(HttpMethod.Post, "/group-mappings", MappingBody(tenant, groupName, team, plan));

    private static JsonObject MappingBody(Tenant tenant, string groupName, string teamId, string? plan)
    {
        var body = JsonNodes.Of(new { directoryId = tenant.DirectoryId, groupName, teamId, role = "member", mode = "managed" });
        if (plan is not null)
            body["plan"] = plan;
        return body;
    }

    private static async Task<string> LicensesAsync(Tenant tenant, string[] people)
    {
        var users = await tenant.Admin.ListAsync("/users");
        return string.Join(' ', people.Select(id => users.Single(user => user.Text("id") == id)).Select(user =>
            Tenant.SeatOf(user) is var status && status == "none" ? status : $"{user.Text("license.plan")}/{status}"));
    }
}

public sealed class WalkThroughTestsOnSqlite(SqliteService service) : WalkThroughTests(service);

public sealed class WalkThroughTestsOnPostgreSql(PostgreSqlService service) : WalkThroughTests(service);

public sealed class WalkThroughTestsOnSqlServer(SqlServerService service) : WalkThroughTests(service);
