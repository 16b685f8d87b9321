using Npgsql;

namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>
/// An event that no consumer can read — it was written by a later build, say — is parked, and nothing else stops: not HTTP, not
/// the events of others (B17). When the cause is mended, an administrator has it tried again, and it has its effect once (B18).
/// </summary>
public sealed class ParkedEventTestsOnPostgreSql
{
    [Fact]
    public async Task An_event_that_nobody_can_read_is_parked_and_takes_effect_once_when_it_is_tried_again()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, "parked");
        var options = new ScimServiceOptions { Database = database! }.With(
            ("Events__Lease", "00:00:03"), ("Events__Tries", "4"), ("Events__Backoff", "00:00:00.05"), ("Events__Poll", "00:00:00.05"),
            ("Events__AwaitEffects", "00:00:00"));
        await using var service = await ScimService.StartAsync(
            Failpoint.At(options, "unit-of-work.commit", "stop", "command=PatchUser", Failpoint.Kill));
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(seats: 1);
        var users = await tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("assigned waitlisted", () => tenant.SeatsAsync(users));
        await Failpoint.ArmAsync(service);
        await Assert.ThrowsAsync<HttpRequestException>(() => tenant.SetActiveAsync(users[0], false));
        await service.ExitedAsync(TimeSpan.FromSeconds(30));
        await RunAsync(database!, "UPDATE identity.events SET type = 'identity.FromALaterBuild' WHERE type = 'identity.UserDeactivated'");

        await service.RestartAsync(("DOTNET_STARTUP_HOOKS", null), ("FAILPOINT_ACTIVITY", null));

        var parked = service.Admin.At("/events/parked");
        await Eventually.EqualAsync("licensing teams", async () => string.Join(' ', (await ParkedAsync(parked)).Select(row => row.Text("consumer")).Order(StringComparer.Ordinal)));
        var row = (await ParkedAsync(parked))[0];
        Assert.Equal(4, row.Number("attempts"));
        Assert.Contains("FromALaterBuild", row.Text("error"), StringComparison.Ordinal);
        Assert.Equal("assigned waitlisted", await tenant.SeatsAsync(users));
        Assert.Contains("is parked", service.Output, StringComparison.Ordinal);
        var cyd = await tenant.CreateUserAsync("cyd");
        await Eventually.EqualAsync("waitlisted", () => tenant.SeatAsync(cyd));

        await RunAsync(database!, "UPDATE identity.events SET type = 'identity.UserDeactivated' WHERE type = 'identity.FromALaterBuild'");
        (await parked.SendAsync(HttpMethod.Post, $"/{row.Text("eventId")}/retry")).Expect(204);

        await Eventually.EqualAsync("none assigned waitlisted", () => tenant.SeatsAsync([.. users, cyd]));
        await Eventually.EqualAsync(0, async () => (await ParkedAsync(parked)).Count);
        ScimAssert.Problem(await parked.SendAsync(HttpMethod.Post, $"/{row.Text("eventId")}/retry"), 404);
        await Invariants.HoldAsync(tenant);
        await ExactlyOnce.AssertAsync(tenant);
    }

    private static async Task<IReadOnlyList<JsonNode>> ParkedAsync(AdminClient parked) => (await parked.GetAsync()).Expect(200).Json.List("items");

    private static async Task RunAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // made here
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }
}
