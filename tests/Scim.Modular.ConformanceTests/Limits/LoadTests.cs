using System.Globalization;

namespace Scim.Modular.ConformanceTests.Limits;

/// <summary>
/// Limits that are settings, on how much may come and how large a group may grow: a rate, a number of requests at a time, refused credentials. A service of its own each, since the shared
/// one runs without them. Who is refused is told how long to wait, has changed nothing, and who waits loses nothing.
/// </summary>
public abstract class LoadTests(ServiceFixture fixture) : IAsyncLifetime
{
    private TestDatabase? _database;

    public async ValueTask InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Beyond_the_rate_and_its_line_a_request_gets_429_with_Retry_After_and_other_tenants_do_not()
    {
        await using var service = await StartAsync(
            ("Limits__RequestsPerSecond", "10"), ("Limits__QueuedRequests", "5"), ("Limits__ConcurrentRequests", "1000"));
        var (flooding, quiet) = (await Tenant.CreateAsync(service), await Tenant.CreateAsync(service));

        // A burst of four seconds' worth is free; five more stand in line, and what has passed meanwhile is let through.
        var flood = Clients.EachAsync(150, Enumerable.Repeat(() => flooding.Scim.GetAsync("/Users?count=1"), 150));
        for (var i = 0; i < 10; i++)
            (await quiet.Scim.GetAsync("/Users?count=1")).Expect(200);
        var replies = await flood;

        var refused = replies.Where(reply => reply.Status != 200).ToList();
        Assert.NotEmpty(refused);
        Assert.InRange(replies.Length - refused.Count, 40, 140);
        Assert.All(refused, Refused);
        (await AskAgainAsync(() => flooding.Scim.GetAsync("/Users?count=1"))).Expect(200);
    }

    [Fact]
    public async Task An_admin_key_has_a_rate_of_its_own()
    {
        await using var service = await StartAsync(("Limits__RequestsPerSecond", "5"), ("Limits__QueuedRequests", "0"));
        var tenant = await Tenant.CreateAsync(service);

        var replies = await Clients.EachAsync(60, Enumerable.Repeat(() => tenant.Admin.GetAsync("/users"), 60));

        var refused = replies.Where(reply => reply.Status != 200).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, reply =>
        {
            ScimAssert.Problem(reply, 429);
            Assert.InRange(Seconds(reply), 1, 60);
        });
        (await tenant.Scim.GetAsync("/Users")).Expect(200);
    }

    [Fact]
    public async Task As_many_requests_as_may_run_and_wait_are_served_and_beyond_them_nobody_loses_anything()
    {
        const int People = 40;
        await using var service = await StartAsync(("Limits__ConcurrentRequests", "2"), ("Limits__QueuedRequests", "4"));
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(seats: 10);

        var served = await Clients.EachAsync(6, Enumerable.Repeat(() => tenant.Scim.GetAsync("/Users"), 60));
        Assert.All(served, reply => reply.Expect(200));

        var refusals = 0;
        var created = await Clients.EachAsync(People, Enumerable.Range(0, People).Select(i => (Func<Task<Reply>>)(() => AskAgainAsync(
            () => tenant.Scim.PostAsync("/Users", Tenant.UserBody($"u{i}")), () => Interlocked.Increment(ref refusals)))));

        Assert.All(created, reply => reply.Expect(201));        // never 409: a refused request has stored nothing
        Assert.True(refusals > 0, "nobody was refused");
        ScimAssert.List(await tenant.Scim.GetAsync("/Users?count=1"), People);
        await Eventually.EqualAsync($"10/{People - 10}", () => tenant.UsageAsync());
        await Invariants.HoldAsync(tenant);
    }

    [Fact]
    public async Task A_group_grows_to_its_limit_and_no_further_in_one_request_or_in_many()
    {
        await using var service = await StartAsync(("Limits__GroupMembers", "3"));
        var tenant = await Tenant.CreateAsync(service);
        var users = await tenant.CreateUsersAsync("ada", "ben", "cyd", "dan");

        ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Eng", users)), 413);
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
        var group = await tenant.CreateGroupAsync("Eng", users[..2]);
        ScimAssert.Error(await tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Eng", users)), 413);
        await tenant.AddMembersAsync(group, users[2]);
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(users[3])), 413);
        Assert.Equal(users[..3].Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));

        ScimAssert.Error(await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(Guid.CreateVersion7().ToString())), 413); // parked is held, too

        (await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.RemoveMember(users[0]), Tenant.AddMembers(users[3]))).Expect(204);
        Assert.Equal(users[1..].Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
    }

    [Fact, Rfc("7644-7.7-2")]
    public async Task After_20_refused_credentials_in_a_minute_an_address_gets_429_and_a_good_token_from_it_still_works()
    {
        await using var service = await StartAsync(
            ("Limits__RequestsPerSecond", null), ("Limits__FailedAuthenticationsPerMinute", null));       // as it is installed
        var tenant = await Tenant.CreateAsync(service);
        var guess = tenant.Scim.WithAuthorization("Bearer wrong-wrong-wrong");
        var minute = DateTime.UtcNow.Minute;
        var refused = 0;
        Reply reply;
        for (reply = await guess.GetAsync("/Users"); reply.Status == 401 && refused < 100; reply = await guess.GetAsync("/Users"))
            refused++;

        // The count begins anew with each minute, and one may have begun.
        Assert.InRange(refused, 20, DateTime.UtcNow.Minute == minute ? 20 : 40);
        Refused(reply);
        (await tenant.Scim.GetAsync("/Users")).Expect(200);
        (await tenant.Admin.GetAsync("/users")).Expect(200);
    }

    /// <summary>Case A14: a client that waits as it is told gets everything in.</summary>
    private static async Task<Reply> AskAgainAsync(Func<Task<Reply>> call, Action? refused = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await call();
            if (reply.Status != 429 || attempt == 100)
                return reply;
            Refused(reply);
            refused?.Invoke();
            await Task.Delay(TimeSpan.FromSeconds(Seconds(reply)));
        }
    }

    private static void Refused(Reply reply)
    {
        ScimAssert.Error(reply, 429);
        Assert.InRange(Seconds(reply), 1, 60);
    }

    /// <summary>Okta reads whole seconds.</summary>
    private static int Seconds(Reply reply) =>
        int.Parse(reply.Header("Retry-After") ?? throw new InvalidOperationException($"No Retry-After: {reply}"), NumberStyles.None, CultureInfo.InvariantCulture);

    private Task<ScimService> StartAsync(params (string Name, string? Value)[] settings) =>
        ScimService.StartAsync(new ScimServiceOptions { Database = _database! }.With(settings));
}

public sealed class LoadTestsOnSqlite(SqliteService service) : LoadTests(service);

public sealed class LoadTestsOnPostgreSql(PostgreSqlService service) : LoadTests(service);

public sealed class LoadTestsOnSqlServer(SqlServerService service) : LoadTests(service);
