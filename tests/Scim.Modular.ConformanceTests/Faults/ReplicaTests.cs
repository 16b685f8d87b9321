namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>Two processes on one database, without a coordinator between them. Needs a database that processes can share.</summary>
public abstract class ReplicaTests(ServiceFixture fixture) : IAsyncLifetime
{
    private TestDatabase? _database;
    private ScimService _one = null!;
    private ScimService _two = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        var options = new ScimServiceOptions { Database = _database }.With(("Events__Lease", "00:00:05"));

        // At once and on an empty database: one of them makes the schema, both serve.
        var both = await Task.WhenAll(
            ScimService.StartAsync(options),
            ScimService.StartAsync(options with { DataDirectory = RunFolder.NewSubfolder("data"), Port = FreePort.Next() }));
        (_one, _two) = (both[0], both[1]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_two is not null)
            await _two.DisposeAsync();
        if (_one is not null)
            await _one.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Both_serve_and_every_effect_happens_once()
    {
        var tenant = await Tenant.CreateAsync(_one);
        await tenant.PutPlanAsync(seats: 10);
        var team = await tenant.CreateTeamAsync("Everybody");
        (await tenant.MapNameAsync("All", team)).Expect(201);
        var group = await tenant.CreateGroupAsync("All");
        ScimClient Either(int i) => tenant.ScimOf(i % 2 == 0 ? _one : _two);

        var users = await Clients.EachAsync(16, Enumerable.Range(0, 60).Select(i => (Func<Task<string>>)(async () =>
        {
            var id = (await Either(i).PostAsync("/Users", Tenant.UserBody($"u{i}"))).Expect(201).Json.Text("id");
            (await Either(i + 1).PatchAsync("/Groups/" + group, Tenant.AddMembers(id))).Expect(204);
            (await Either(i + 1).GetAsync("/Users/" + id)).Expect(200);      // what one has answered, the other shows
            return id;
        })));
        await Eventually.EqualAsync("10/50", () => tenant.UsageAsync());
        await Eventually.EqualAsync(60, async () => (await tenant.AdminOf(_two).ListAsync($"/teams/{team}/members")).Count);

        var off = Tenant.Replace(new JsonObject { ["active"] = false });
        await Clients.EachAsync(16, users.Take(30).Select((id, i) => (Func<Task<Reply>>)(async () =>
            (await Either(i).PatchAsync("/Users/" + id, (JsonObject)off.DeepClone())).Expect(200))));

        await Eventually.EqualAsync("10/20", () => tenant.UsageAsync());
        await Eventually.EqualAsync(30, async () => (await tenant.Admin.ListAsync($"/teams/{team}/members")).Count);
        Assert.Equal(10, (await tenant.HoldersAsync()).Length);
        Assert.Equal(60, (await tenant.GroupMembersAsync(group)).Length);
        foreach (var process in new[] { _one, _two })
            await Invariants.HoldAsync(tenant, process);
        await ExactlyOnce.AssertAsync(tenant);
    }

    [Fact]
    public async Task When_one_is_killed_the_other_finishes_its_work()
    {
        var tenant = await Tenant.CreateAsync(_one);
        await tenant.PutPlanAsync(seats: 5);
        var users = await tenant.CreateUsersAsync([.. Enumerable.Range(0, 20).Select(i => $"u{i}")]);
        await Eventually.EqualAsync("5/15", () => tenant.UsageAsync());
        var off = Tenant.Replace(new JsonObject { ["active"] = false });

        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<string>();
        var victim = tenant.ScimOf(_one);
        var calls = users.Take(10).Select(async id =>
        {
            try
            {
                if ((await victim.PatchAsync("/Users/" + id, (JsonObject)off.DeepClone())).Status == 200)
                    acknowledged.Add(id);
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: it may have happened, or not.
            }
        }).ToArray();
        await Task.WhenAny(calls);
        await _one.KillAsync();
        await Task.WhenAll(calls);
        Assert.NotEmpty(acknowledged);

        foreach (var id in acknowledged)
            Assert.False((await tenant.ScimOf(_two).GetAsync("/Users/" + id)).Expect(200).Json.Flag("active"));
        foreach (var id in users.Take(10))
            (await tenant.ScimOf(_two).PatchAsync("/Users/" + id, (JsonObject)off.DeepClone())).Expect(200);

        // A claimed batch of the dead one is free again when its lease is over.
        var admin = tenant.AdminOf(_two);
        await Eventually.EqualAsync("5/5", async () =>
        {
            var plan = (await admin.GetAsync("/plans/" + Tenant.Plan)).Expect(200).Json;
            return $"{plan.Number("used")}/{plan.Number("waitlisted")}";
        });
        await Invariants.HoldAsync(tenant, _two);
        await ExactlyOnce.AssertAsync(tenant, _two);
    }

    [Fact]
    public async Task A_token_revoked_at_one_is_refused_by_the_other_within_five_seconds()
    {
        var tenant = await Tenant.CreateAsync(_one);
        var token = (await Tenant.CreateTokenAsync(tenant.Directory)).Json;
        var elsewhere = tenant.ScimOf(_two).WithAuthorization(ScimClient.Bearer(token.Text("token")));
        (await elsewhere.GetAsync("/Users")).Expect(200);

        (await tenant.Directory.DeleteAsync("/tokens/" + token.Text("id"))).Expect(204);

        await Eventually.EqualAsync(401, async () => (await elsewhere.GetAsync("/Users")).Status, within: TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_terminated_process_ends_by_itself_and_with_exit_code_0()
    {
        var tenant = await Tenant.CreateAsync(_one);
        await tenant.CreateUserAsync("ada");

        Assert.Equal(0, await _one.StopAsync());

        await ScimAssert.FindsAsync(tenant.ScimOf(_two), "userName eq \"ada\"", "ada");
    }
}

public sealed class ReplicaTestsOnPostgreSql(PostgreSqlService service) : ReplicaTests(service);

public sealed class ReplicaTestsOnSqlServer(SqlServerService service) : ReplicaTests(service);
