namespace Scim.Modular.ConformanceTests.Seats;

public abstract class OverflowTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task Overage_gives_seats_beyond_the_bought_ones_up_to_its_limit_and_then_people_wait()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2, overflow: "overage", overageLimit: 1);

        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");

        await Eventually.EqualAsync("assigned assigned assigned waitlisted", () => tenant.SeatsAsync(users));
        Assert.Equal("3/1", await tenant.UsageAsync());
        Assert.Equal(1, (await tenant.Admin.GetAsync("/licenses/summary")).Expect(200).Json.Number("overage"));
        Assert.Equal(0, (await tenant.PlanAsync()).Number("available"));
    }

    [Fact]
    public async Task Overage_without_a_limit_never_lets_anybody_wait()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1, overflow: "overage");

        await tenant.CreateUsersAsync("ada", "ben", "cyd");

        await Eventually.EqualAsync("3/0", () => tenant.UsageAsync());
        Assert.Equal(2, (await tenant.Admin.GetAsync("/licenses/summary")).Expect(200).Json.Number("overage"));
    }

    [Fact]
    public async Task Reject_refuses_a_new_user_with_403_and_stores_nothing()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2, overflow: "reject");
        var users = await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());

        var refused = await tenant.Scim.PostAsync("/Users", Tenant.UserBody("cyd"));

        ScimAssert.Error(refused, 403);
        var detail = refused.Json.Text("detail");
        Assert.Contains("2", detail, StringComparison.Ordinal);
        Assert.Contains(Tenant.Plan, detail, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("cyd", detail, StringComparison.Ordinal);
        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"cyd\"");
        ScimAssert.List(await tenant.Scim.GetAsync("/Users?startIndex=1&count=100"), 2);
        Assert.Equal("2/0", await tenant.UsageAsync());
        Assert.Equal(2, (await tenant.Admin.ListAsync("/users")).Count);

        (await tenant.Scim.DeleteAsync("/Users/" + users[0])).Expect(204);
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        var cyd = await tenant.CreateUserAsync("cyd");      // the refusal left nothing behind that would be in the way
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(cyd));
    }

    [Fact]
    public async Task Reject_stores_a_reactivation_which_then_waits_for_the_next_free_seat()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1, overflow: "reject");
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));
        await tenant.SetActiveAsync(ada, false);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());
        var ben = await tenant.CreateUserAsync("ben");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ben));

        await tenant.SetActiveAsync(ada, true);

        await Eventually.EqualAsync("waitlisted assigned", () => tenant.SeatsAsync(ada, ben));
        Assert.True((await tenant.Scim.GetAsync("/Users/" + ada)).Expect(200).Json.Flag("active"));
        await tenant.SetActiveAsync(ben, false);
        await Eventually.EqualAsync("assigned none", () => tenant.SeatsAsync(ada, ben));
    }

    [Fact]
    public async Task Reject_lets_an_inactive_user_in_for_it_needs_no_seat()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1, overflow: "reject");
        await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        var body = Tenant.UserBody("ben");
        body["active"] = false;

        (await tenant.Scim.PostAsync("/Users", body)).Expect(201);

        Assert.Equal("1/0", await tenant.UsageAsync());
    }

    /// <summary>
    /// Sixty-four clients at the last ten seats. 400 people stand for the 2,000 tries of case A06: a try is a POST of its own
    /// here, with a new user each, and forty for one seat are as many as it takes.
    /// </summary>
    [Theory]
    [InlineData("waitlist", 400, 390)]
    [InlineData("reject", 10, 0)]
    public async Task Sixty_four_clients_share_out_exactly_ten_seats(string overflow, int created, int waiting)
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 10, overflow: overflow);
        using var done = new CancellationTokenSource();
        var watch = WatchAsync(tenant, done.Token);

        var statuses = await Clients.EachAsync(64, Enumerable.Range(0, 400).Select(i => (Func<Task<int>>)(async () =>
            (await tenant.Scim.PostAsync("/Users", Tenant.UserBody($"u{i}"))).Expect(overflow == "reject" ? [201, 403] : [201]).Status)));

        await Eventually.EqualAsync($"10/{waiting}", () => tenant.UsageAsync());
        await done.CancelAsync();
        Assert.True(await watch > 0, "nobody looked at the plan meanwhile");
        Assert.Equal(created, statuses.Count(status => status == 201));
        Assert.Equal(10, (await tenant.HoldersAsync()).Length);
        Assert.Equal(waiting, (await tenant.WaitingAsync()).Length);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users?count=1"), created);
        await Invariants.HoldAsync(tenant);
    }

    /// <summary>At every glance: not more seats in use than were bought. The number of glances.</summary>
    private static async Task<int> WatchAsync(Tenant tenant, CancellationToken done)
    {
        var glances = 0;
        for (; !done.IsCancellationRequested; glances++)
        {
            Assert.InRange((await tenant.PlanAsync()).Number("used"), 0, 10);
            await Task.Yield();
        }

        return glances;
    }
}

public sealed class OverflowTestsOnSqlite(SqliteService service) : OverflowTests(service);

public sealed class OverflowTestsOnPostgreSql(PostgreSqlService service) : OverflowTests(service);

public sealed class OverflowTestsOnSqlServer(SqlServerService service) : OverflowTests(service);
