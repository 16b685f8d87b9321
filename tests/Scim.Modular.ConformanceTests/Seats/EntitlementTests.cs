namespace Scim.Modular.ConformanceTests.Seats;

/// <summary>Several plans, pins, holds, and what administrators see of it.</summary>
public abstract class EntitlementTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_pin_moves_a_person_to_its_plan_and_back_when_it_is_taken_off()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.PutPlanAsync(seats: 1, key: "gold", isDefault: false);
        var users = await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());

        var pinned = (await tenant.Admin.PutAsync("/licenses/" + users[0], new { plan = "gold" })).Expect(200).Json;
        Assert.Equal("gold assigned manual", $"{pinned.Text("plan")} {pinned.Text("status")} {pinned.Text("source")}");
        Assert.Equal("1/0 1/0", $"{await tenant.UsageAsync()} {await tenant.UsageAsync("gold")}");
        var second = (await tenant.Admin.PutAsync("/licenses/" + users[1], new { plan = "gold" })).Expect(200).Json;
        Assert.Equal("standard assigned gold 1", $"{second.Text("plan")} {second.Text("status")} {second.Text("waitsFor")} {second.Number("waitlistPosition")}");
        Assert.Equal("ben", Assert.Single(await tenant.Admin.ListAsync("/licenses?status=waitlisted&plan=gold")).Text("userName"));

        (await tenant.Admin.DeleteAsync("/licenses/" + users[0])).Expect(204);
        Assert.Equal("1/0 1/0", $"{await tenant.UsageAsync()} {await tenant.UsageAsync("gold")}");
        Assert.Equal("gold", Assert.Single(await tenant.Admin.ListAsync("/licenses?q=ben")).Text("plan"));
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task A_pin_that_names_nobody_or_nothing_is_refused_and_changes_nothing()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        await tenant.PutPlanAsync(seats: 5);
        await other.PutPlanAsync(seats: 5);
        var ada = await tenant.CreateUserAsync("ada");
        var stranger = await other.CreateUserAsync("eve");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));

        foreach (var unknown in (string[])[stranger, Guid.NewGuid().ToString(), "nobody"])
        {
            Assert.Equal("user_not_found", (await tenant.Admin.PutAsync("/licenses/" + unknown, new { plan = Tenant.Plan })).Expect(404)["code"]!.GetValue<string>());
            (await tenant.Admin.DeleteAsync("/licenses/" + unknown)).Expect(404);
            (await tenant.Admin.GetAsync($"/licenses/{unknown}/history")).Expect(404);
        }

        Assert.Equal("plan_not_found", (await tenant.Admin.PutAsync("/licenses/" + ada, new { plan = "gold" })).Expect(404)["code"]!.GetValue<string>());
        (await tenant.Admin.PutAsync("/licenses/" + ada, new { })).Expect(400);
        Assert.Equal("pin_not_found", (await tenant.Admin.DeleteAsync("/licenses/" + ada)).Expect(404)["code"]!.GetValue<string>());
        Assert.Equal("default", Assert.Single(await tenant.Admin.ListAsync("/licenses")).Text("source"));
    }

    [Fact]
    public async Task A_pin_of_somebody_inactive_waits_for_the_return_and_keeps_its_plan_from_being_deleted()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.PutPlanAsync(seats: 1, key: "gold", isDefault: false);
        var ada = await tenant.CreateUserAsync("ada");
        await tenant.SetActiveAsync(ada, false);
        await Eventually.EqualAsync("0/0", () => tenant.UsageAsync());

        Assert.Equal("gold", (await tenant.Admin.PutAsync("/licenses/" + ada, new { plan = "gold" })).Expect(200).Json.Text("pin"));
        Assert.Equal("plan_in_use", (await tenant.Admin.DeleteAsync("/plans/gold")).Expect(409)["code"]!.GetValue<string>());
        await tenant.SetActiveAsync(ada, true);

        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync("gold"));
        Assert.Equal("0/0", await tenant.UsageAsync());
    }

    [Fact]
    public async Task A_seat_may_be_kept_for_who_is_deactivated_and_is_theirs_again_on_return()
    {
        var tenant = await TenantAsync();
        Assert.Equal(900, (await tenant.PutPlanAsync(seats: 1)).Number("holdSeconds"));
        await tenant.Admin.PutAsync(
            "/plans/" + Tenant.Plan, new { name = "Plan", seats = 1, rank = 10, isDefault = true, overflow = "waitlist", deactivationHoldSeconds = 3600 });
        var users = await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("1/1", () => tenant.UsageAsync());

        await tenant.SetActiveAsync(users[0], false);
        await Eventually.EqualAsync(1, async () => (await tenant.Admin.GetAsync("/licenses/summary")).Expect(200).Json.Number("releasing"));
        var kept = Assert.Single(await tenant.Admin.ListAsync("/licenses?status=releasing"));
        Assert.Equal("ada", kept.Text("userName"));
        Assert.NotNull(kept["heldUntil"]);
        Assert.Equal("1/1", await tenant.UsageAsync());

        await tenant.SetActiveAsync(users[0], true);
        await Eventually.EqualAsync("assigned waitlisted", () => tenant.SeatsAsync(users));
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task The_history_says_what_changed_why_and_by_whom()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.PutPlanAsync(seats: 5, key: "gold", isDefault: false);
        var ada = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("assigned", () => tenant.SeatAsync(ada));
        (await tenant.Admin.PutAsync("/licenses/" + ada, new { plan = "gold" })).Expect(200);
        await tenant.SetActiveAsync(ada, false);
        await Eventually.EqualAsync("none", () => tenant.SeatAsync(ada));

        var lines = await tenant.Admin.ListAsync($"/licenses/{ada}/history");

        Assert.Equal(["user_deactivated", "pinned", "user_created"], lines.Select(line => line.Text("reason")));
        Assert.Equal(
            ["gold assigned → gold released", "standard assigned → gold assigned", " → standard assigned"],
            lines.Select(line => $"{State(line["from"])} → {State(line["to"])}"));
        Assert.StartsWith("directory:", lines[0].Text("actor"), StringComparison.Ordinal);
        Assert.StartsWith("admin:", lines[1].Text("actor"), StringComparison.Ordinal);
        Assert.All(lines, line => Assert.True(Guid.TryParse(line.Text("requestId"), out _)));
        var first = (await tenant.Admin.GetAsync($"/licenses/{ada}/history?limit=2")).Expect(200);
        var next = (await tenant.Admin.GetAsync($"/licenses/{ada}/history?limit=2&cursor={first["nextCursor"]}")).Expect(200);
        Assert.Equal("user_created", Assert.Single(next.Json.List("items")).Text("reason"));
        (await tenant.Admin.GetAsync($"/licenses/{ada}/history?cursor=YWJj")).Expect(400);

        static string State(JsonNode? state) => state is null ? "" : $"{state.Text("plan")} {state.Text("status")}";
    }

    [Fact]
    public async Task Usage_is_shown_by_hours_days_and_months()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 2);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await Eventually.EqualAsync("2/1", () => tenant.UsageAsync());
        await tenant.SetActiveAsync(users[1], false);
        await tenant.SetActiveAsync(users[2], false);
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());

        var hour = (await tenant.Admin.ListAsync("/licenses/usage"))[^1];
        Assert.Equal("standard 1/0 of 2, 2", $"{hour.Text("plan")} {hour.Number("used")}/{hour.Number("waitlisted")} of {hour.Number("seats")}, {hour.Number("peak")}");
        var day = (await tenant.Admin.ListAsync("/licenses/usage?step=day"))[^1];
        Assert.EndsWith("T00:00:00+00:00", day.Text("at"), StringComparison.Ordinal);
        var month = (await tenant.Admin.ListAsync("/licenses/usage/months"))[^1];
        Assert.Equal("standard 2", $"{month.Text("plan")} {month.Number("peak")}");
        Assert.NotNull(month["seatDays"]);
        Assert.Matches("^[0-9]{4}-[0-9]{2}$", month.Text("month"));

        Assert.Empty(await tenant.Admin.ListAsync("/licenses/usage?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z"));
        Assert.Empty(await tenant.Admin.ListAsync("/licenses/usage?to=9999-12-31T23:59:59Z"));
        Assert.DoesNotContain("standard", (await tenant.Admin.GetAsync("/licenses/usage/export?to=9999-12-31T23:59:59Z")).Expect(200).Text, StringComparison.Ordinal);
        foreach (var wrong in (string[])["from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "step=year", "from=yesterday", "cursor=YWJj"])
            (await tenant.Admin.GetAsync("/licenses/usage?" + wrong)).Expect(400);
    }

    [Fact]
    public async Task Tables_are_exported_and_nothing_in_them_is_a_formula()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 9);
        await tenant.CreateUsersAsync("=cmd|'/C calc'!A0", "+ada, \"countess\"", "ben");
        await Eventually.EqualAsync("3/0", () => tenant.UsageAsync());

        var table = (await tenant.Admin.GetAsync("/licenses/export")).Expect(200);
        Assert.StartsWith("text/csv", table.Header("Content-Type"), StringComparison.Ordinal);
        var lines = table.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("userId,userName,plan,status,since", lines[0], StringComparison.Ordinal);
        Assert.Contains(",'=cmd|'/C calc'!A0,standard,assigned,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",\"'+ada, \"\"countess\"\"\",standard,", lines[2], StringComparison.Ordinal);
        Assert.Contains(",ben,standard,", lines[3], StringComparison.Ordinal);
        Assert.Equal(2, (await tenant.Admin.GetAsync("/licenses/export?q=ben")).Expect(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        (await tenant.Admin.GetAsync("/licenses/export?status=nothing")).Expect(400);

        var usage = (await tenant.Admin.GetAsync("/licenses/usage/export?step=day")).Expect(200);
        Assert.Matches("^at,plan,used,waitlisted,seats,peak\r\n.*,standard,3,0,9,3\r\n$", usage.Text);
    }

    [Fact]
    public async Task Another_default_plan_takes_over_who_has_one_by_default_and_leaves_the_pinned_alone()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 3);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");
        await Eventually.EqualAsync("3/1", () => tenant.UsageAsync());
        (await tenant.Admin.PutAsync("/licenses/" + users[0], new { plan = Tenant.Plan })).Expect(200);
        Assert.Equal(
            "plan_too_small",
            (await tenant.Admin.PutAsync("/plans/gold", new { name = "Gold", seats = 1, rank = 1, isDefault = true, overflow = "waitlist" })).Expect(409)["code"]!.GetValue<string>());

        await tenant.PutPlanAsync(seats: 2, key: "gold");

        await Eventually.EqualAsync("1/0 2/1", async () => $"{await tenant.UsageAsync()} {await tenant.UsageAsync("gold")}");
        Assert.Equal("assigned assigned assigned waitlisted", await tenant.SeatsAsync(users));
        await Invariants.HoldAsync(tenant);
    }
}

public sealed class EntitlementTestsOnSqlite(SqliteService service) : EntitlementTests(service);

public sealed class EntitlementTestsOnPostgreSql(PostgreSqlService service) : EntitlementTests(service);

public sealed class EntitlementTestsOnSqlServer(SqlServerService service) : EntitlementTests(service);
