namespace Scim.Modular.ConformanceTests.Seats;

public abstract class SeatTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_freed_seat_goes_to_whoever_has_waited_longest()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("assigned waitlisted waitlisted waitlisted", () => tenant.SeatsAsync(users));
        Assert.Equal(["ben", "cyd", "dan"], await tenant.WaitingAsync());

        await tenant.SetActiveAsync(users[0], false);

        await Eventually.EqualAsync("none assigned waitlisted waitlisted", () => tenant.SeatsAsync(users));
        Assert.Equal("1/2", await tenant.UsageAsync());
        Assert.Equal(["cyd", "dan"], await tenant.WaitingAsync());
        Assert.Equal(["ben"], await tenant.HoldersAsync());
    }

    [Fact]
    public async Task Somebody_who_waits_has_a_position_a_reason_to_be_seen_and_a_since()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var users = await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("assigned waitlisted", () => tenant.SeatsAsync(users));

        var row = Assert.Single(await tenant.Admin.ListAsync("/licenses?status=waitlisted"));
        Assert.Equal(users[1], row.Text("userId"));
        Assert.Equal("ben", row.Text("userName"));
        Assert.Equal(Tenant.Plan, row.Text("plan"));
        Assert.Equal(1, row.Number("waitlistPosition"));
        Assert.Equal(TimeSpan.Zero, DateTimeOffset.Parse(row.Text("since"), System.Globalization.CultureInfo.InvariantCulture).Offset);

        Assert.Equal("plan_full", row.Text("reason"));
        var ben = (await tenant.Admin.GetAsync("/users/" + users[1])).Expect(200).Json;
        Assert.Equal("waitlisted", ben.Text("license.status"));
        Assert.Equal(Tenant.Plan, ben.Text("license.plan"));
    }

    [Fact]
    public async Task A_deactivated_or_deleted_user_who_waits_leaves_the_waiting_list()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("1/3", () => tenant.UsageAsync());

        await tenant.SetActiveAsync(users[1], false);
        (await tenant.Scim.DeleteAsync("/Users/" + users[2])).Expect(204);

        await Eventually.EqualAsync("1/1", () => tenant.UsageAsync());
        Assert.Equal(["dan"], await tenant.WaitingAsync());
    }

    [Fact]
    public async Task More_seats_serve_the_waiting_list_and_no_limit_serves_all_of_it()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("1/3", () => tenant.UsageAsync());

        await tenant.PutPlanAsync(seats: 2);
        await Eventually.EqualAsync("assigned assigned waitlisted waitlisted", () => tenant.SeatsAsync(users));

        await tenant.PutPlanAsync(seats: null);
        await Eventually.EqualAsync("assigned assigned assigned assigned", () => tenant.SeatsAsync(users));
        Assert.Equal("4/0", await tenant.UsageAsync());
        Assert.Null((await tenant.PlanAsync())["seats"]);
    }

    [Fact]
    public async Task Fewer_seats_evict_nobody_and_the_plan_says_that_it_is_over_committed()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 3);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await Eventually.EqualAsync("3/0", () => tenant.UsageAsync());
        Assert.False((await tenant.PlanAsync()).Flag("overCommitted"));

        var lowered = await tenant.PutPlanAsync(seats: 1);
        Assert.True(lowered.Flag("overCommitted"));
        Assert.Equal(3, lowered.Number("used"));
        Assert.Equal(0, lowered.Number("available"));

        var dan = await tenant.CreateUserAsync("dan");
        await Eventually.EqualAsync("assigned assigned assigned waitlisted", () => tenant.SeatsAsync([.. users, dan]));

        await tenant.SetActiveAsync(users[0], false);       // two held, one bought: nothing to give out yet
        await Eventually.EqualAsync("2/1", () => tenant.UsageAsync());
        await tenant.SetActiveAsync(users[1], false);
        await Eventually.EqualAsync("1/1", () => tenant.UsageAsync());
        Assert.Equal("waitlisted", await tenant.SeatAsync(dan));
        Assert.False((await tenant.PlanAsync()).Flag("overCommitted"));

        await tenant.SetActiveAsync(users[2], false);
        await Eventually.EqualAsync("none none none assigned", () => tenant.SeatsAsync([.. users, dan]));
    }

    [Fact]
    public async Task A_reactivated_user_gets_a_seat_again_when_one_is_free_and_waits_when_none_is()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));
        await tenant.SetActiveAsync(ada, false);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());

        await tenant.SetActiveAsync(ada, true);
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));

        await tenant.SetActiveAsync(ada, false);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());
        var ben = await tenant.CreateUserAsync("ben");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ben));
        await tenant.SetActiveAsync(ada, true);

        await Eventually.EqualAsync("waitlisted assigned", () => tenant.SeatsAsync(ada, ben));
        Assert.True((await tenant.Scim.GetAsync("/Users/" + ada)).Expect(200).Json.Flag("active"));
    }

    [Fact]
    public async Task A_repeated_deactivation_frees_one_seat_and_not_two()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("2/2", () => tenant.UsageAsync());

        await tenant.SetActiveAsync(users[0], false);
        await tenant.SetActiveAsync(users[0], false);
        (await tenant.Scim.DeleteAsync("/Users/" + users[0])).Expect(204);
        await tenant.SetActiveAsync(users[3], false);       // and as the fence: what came before has been handled

        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());
        Assert.Equal(["ben", "cyd"], await tenant.HoldersAsync());
    }

    [Fact]
    public async Task A_deleted_user_frees_the_seat_and_comes_back_with_the_same_id_and_a_seat_of_its_own()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        var ada = await tenant.CreateUserAsync("ada", "00u-stable");
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());

        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/" + ada), 404);
        ScimAssert.List(await tenant.Scim.FilterAsync("Users", "userName eq \"ada\""), 0);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());

        Assert.Equal(ada, await tenant.CreateUserAsync("ada.renamed", "00u-stable"));       // by externalId
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());
        var again = Tenant.UserBody("ADA.renamed").Without("externalId");
        Assert.Equal(ada, (await tenant.Scim.PostAsync("/Users", again)).Expect(201).Json.Text("id"));     // by userName, in any case
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task A_deleted_userName_with_another_externalId_is_another_person()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 1);
        var team = await tenant.CreateTeamAsync("Engineering");
        var ada = await tenant.CreateUserAsync("ada", "00u-first");
        await tenant.GrantAsync(team, ada, "owner");
        (await tenant.Scim.DeleteAsync("/Users/" + ada)).Expect(204);

        var other = await tenant.CreateUserAsync("ada", "00u-second");

        Assert.NotEqual(ada, other);
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(other));
        Assert.Equal("", await tenant.TeamAsync(team));     // what was granted to the first is not the second's
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task The_default_plan_made_after_its_people_seats_those_who_came_first()
    {
        var tenant = await TenantAsync();
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd");

        await tenant.PutPlanAsync(seats: 2);

        await Eventually.EqualAsync("2/1", () => tenant.UsageAsync());
        Assert.Equal("assigned assigned waitlisted", await tenant.SeatsAsync(users));
    }

    [Fact]
    public async Task Counters_rows_and_history_agree_after_all_of_this()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("2/2", () => tenant.UsageAsync());
        await tenant.SetActiveAsync(users[0], false);
        (await tenant.Scim.DeleteAsync("/Users/" + users[1])).Expect(204);
        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());

        await Invariants.HoldAsync(tenant);
        var summary = (await tenant.Admin.GetAsync("/licenses/summary")).Expect(200).Json;
        Assert.Equal("2/2/0/0", $"{summary.Number("seats")}/{summary.Number("used")}/{summary.Number("available")}/{summary.Number("waitlisted")}");
    }
}

public sealed class SeatTestsOnSqlite(SqliteService service) : SeatTests(service);

public sealed class SeatTestsOnPostgreSql(PostgreSqlService service) : SeatTests(service);

public sealed class SeatTestsOnSqlServer(SqlServerService service) : SeatTests(service);
