using Npgsql;

namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>One of two processes dies, or stops for a while, with events in its hands (B06, B07).</summary>
public sealed class LeaseTestsOnPostgreSql : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    private TestDatabase? _database;
    private ScimService _one = null!;
    private Tenant _tenant = null!;
    private string[] _users = [];
    private Task<Reply>? _pending;      // the process may die, or stop, before it has answered

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, "lease");

    public async ValueTask DisposeAsync()
    {
        if (_one is not null)
            await _one.DisposeAsync();
        if (_pending is not null)
            await _pending.ContinueWith(_ => { }, TaskScheduler.Default);
        if (_database is not null)
            await _database.DisposeAsync();
    }

    [Fact]
    public async Task B06_what_a_killed_process_had_claimed_the_other_takes_over_when_the_lease_is_over()
    {
        await StartAsync("dispatch.handle", Failpoint.Kill);
        await DeactivateUntilReachedAsync();
        // Not before: it might be quicker, and take the event itself.
        await using var two = await ScimService.StartAsync(Other());

        await Eventually.EqualAsync("none assigned", () => SeatsAsync(two));

        await IntactAsync(two);
    }

    [Theory]
    [InlineData("dispatch.handle")]     // it has claimed, and not begun
    [InlineData("dispatch.commit")]     // its effects are made, and not committed
    public async Task B07_what_a_process_that_stopped_past_its_lease_writes_when_it_goes_on_has_no_second_effect(string activity)
    {
        await StartAsync(activity, Failpoint.Stop);
        await DeactivateUntilReachedAsync();
        await using var two = await ScimService.StartAsync(Other());
        if (activity == "dispatch.handle")
            await Eventually.EqualAsync("none assigned", () => SeatsAsync(two));
        else
            // The other has tried, while the stopped one held the rows; or the database had enough of its open transaction before.
            await Eventually.Async(async () => await AttemptsAsync() > 0 || await SeatsAsync(two) == "none assigned");

        _one.Continue();
        await _pending!.ContinueWith(_ => { }, TaskScheduler.Default);     // answered, or given up by its client meanwhile

        await Eventually.EqualAsync("none assigned", () => SeatsAsync(two));
        (await _tenant.ScimOf(_one).GetAsync("/Users/" + _users[0])).Expect(200);
        await Eventually.EqualAsync(0L, () => CountAsync("SELECT count(*) FROM identity.deliveries"));
        await IntactAsync(two);
    }

    /// <summary>Ada holds the one seat and Ben waits for it.</summary>
    private async Task StartAsync(string activity, string signal)
    {
        var options = new ScimServiceOptions { Database = _database! }.With(("Events__Lease", Lease.ToString()), ("Events__AwaitEffects", "00:00:00"));
        _one = await ScimService.StartAsync(Failpoint.At(options, activity, "start", "consumer=licensing", signal));
        _tenant = await Tenant.CreateAsync(_one);
        await _tenant.PutPlanAsync(seats: 1);
        _users = await _tenant.CreateUsersAsync("ada", "ben");
        await Eventually.EqualAsync("assigned waitlisted", () => _tenant.SeatsAsync(_users));
    }

    private ScimServiceOptions Other() => TwoProcesses.Beside(_one).With(("DOTNET_STARTUP_HOOKS", null), ("FAILPOINT_ACTIVITY", null));

    private async Task DeactivateUntilReachedAsync()
    {
        await Failpoint.ArmAsync(_one);
        _pending = _tenant.Scim.PatchAsync("/Users/" + _users[0], Tenant.Replace(new JsonObject { ["active"] = false }));
        await Eventually.Async(() => Task.FromResult(Failpoint.IsReached(_one)));
    }

    private async Task<string> SeatsAsync(ScimService process)
    {
        var users = await _tenant.AdminOf(process).ListAsync("/users");
        return string.Join(' ', _users.Select(id => Tenant.SeatOf(users.Single(user => user.Text("id") == id))));
    }

    private Task<long> AttemptsAsync() => CountAsync("SELECT coalesce(max(attempts), 0) FROM identity.deliveries");

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_database!.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // made here
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task IntactAsync(ScimService process)
    {
        await Invariants.HoldAsync(_tenant, process);
        await ExactlyOnce.AssertAsync(_tenant, process);
        var history = (await _tenant.AdminOf(process).GetAsync("/users/" + _users[1])).Expect(200).Json.List("history");
        Assert.Equal("licensing.SeatAssigned", history.First(happened => happened.Text("event").StartsWith("licensing.", StringComparison.Ordinal)).Text("event"));
    }
}
