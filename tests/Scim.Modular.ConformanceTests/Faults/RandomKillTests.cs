using System.Collections.Concurrent;
using System.Globalization;

namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>
/// Case B05: two processes, killed at random while clients work at them, each client repeating what was not acknowledged as Okta does.
/// TEST_KILLS says how often (100 for the full case), TEST_SEED repeats a run.
/// </summary>
public sealed class RandomKillTestsOnPostgreSql
{
    private const int Clients = 6;
    private const int UsersEach = 5;
    private const int Seats = 10;

    private static readonly int Kills = Number("TEST_KILLS", 5);
    private static readonly int Seed = Number("TEST_SEED", Random.Shared.Next(1_000_000));

    private readonly ConcurrentDictionary<string, (bool Active, bool Member)> _acknowledged = new(StringComparer.Ordinal);
    private ScimService[] _processes = [];
    private Tenant _tenant = null!;
    private string _group = "";
    private int _done;

    [Fact]
    public async Task Everything_acknowledged_is_there_after_processes_were_killed_at_random()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"TEST_SEED={Seed} TEST_KILLS={Kills}"));
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, "kills");
        var options = new ScimServiceOptions { Database = database! }.With(("Events__Lease", "00:00:03"), ("Events__AwaitEffects", "00:00:02"));
        await using var one = await ScimService.StartAsync(options);
        await using var two = await ScimService.StartAsync(TwoProcesses.Beside(one));
        _processes = [one, two];
        _tenant = await Tenant.CreateAsync(one);
        await _tenant.PutPlanAsync(Seats);
        var team = await _tenant.CreateTeamAsync("Everybody");
        (await _tenant.MapNameAsync("All", team)).Expect(201);
        _group = await _tenant.CreateGroupAsync("All");

        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(client => Task.Run(() => WorkAsync(client, stop.Token))).ToArray();
        await KillAsync(clients);
        await stop.CancelAsync();
        await Task.WhenAll(clients);

        await Invariants.HoldAsync(_tenant);
        var users = await _tenant.Admin.ListAsync("/users");
        Assert.Equal(
            _acknowledged.Select(user => $"{user.Key} {user.Value.Active}").Order(StringComparer.Ordinal),
            users.Select(user => $"{user.Text("id")} {user.Flag("active")}").Order(StringComparer.Ordinal));
        Assert.Equal(
            _acknowledged.Where(user => user.Value.Member).Select(user => user.Key).Order(StringComparer.Ordinal), await _tenant.GroupMembersAsync(_group));
        Assert.Equal(Math.Min(Seats, users.Count(user => user.Flag("active"))), (await _tenant.HoldersAsync()).Length);
        await ExactlyOnce.AssertAsync(_tenant);
    }

    // By what was done and not by time: each kill comes into the middle of work.
    private async Task KillAsync(Task[] clients)
    {
        var random = new Random(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            var until = Volatile.Read(ref _done) + random.Next(5, 40);
            await Eventually.Async(() =>
            {
                if (Array.Find(clients, client => client.IsFaulted) is { } failed)
                    failed.GetAwaiter().GetResult();
                return Task.FromResult(Volatile.Read(ref _done) >= until);
            });
            var victim = random.Next(_processes.Length);
            if (random.Next(4) == 0)
                await _processes[1 - victim].KillAsync();
            await _processes[victim].KillAsync();
            foreach (var process in _processes.Where(process => process.HasExited))
                await process.RestartAsync();
        }
    }

    private async Task WorkAsync(int client, CancellationToken stop)
    {
        var random = new Random(Seed + 1 + client);
        var mine = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            if (mine.Count < UsersEach)
                mine.Add(await CreateAsync(string.Create(CultureInfo.InvariantCulture, $"u{client}-{mine.Count}"), random));
            else
                await ChangeAsync(mine[random.Next(mine.Count)], random);
            Interlocked.Increment(ref _done);
        }
    }

    private async Task<string> CreateAsync(string userName, Random random)
    {
        var reply = await UntilAnsweredAsync(scim => scim.PostAsync("/Users", Tenant.UserBody(userName)), random);
        var id = reply.Status == 409
            ? (await UntilAnsweredAsync(scim => scim.FilterAsync("Users", $"userName eq \"{userName}\""), random)).Expect(200).Json.List("Resources")[0].Text("id")
            : reply.Expect(201).Json.Text("id");
        Assert.True(_acknowledged.TryAdd(id, (true, false)), id);
        return id;
    }

    private async Task ChangeAsync(string user, Random random)
    {
        var (active, member) = _acknowledged[user];
        if (random.Next(2) == 0)
        {
            var operation = member ? Tenant.RemoveMember(user) : Tenant.AddMembers(user);
            (await UntilAnsweredAsync(scim => scim.PatchAsync("/Groups/" + _group, (JsonObject)operation.DeepClone()), random)).Expect(204);
            _acknowledged[user] = (active, !member);
        }
        else
        {
            var reply = await UntilAnsweredAsync(
                scim => scim.PatchAsync("/Users/" + user, Tenant.Replace(new JsonObject { ["active"] = !active })), random);
            Assert.Equal(!active, reply.Expect(200).Json.Flag("active"));
            _acknowledged[user] = (!active, member);
        }
    }

    private async Task<Reply> UntilAnsweredAsync(Func<ScimClient, Task<Reply>> call, Random random)
    {
        while (true)
        {
            try
            {
                var reply = await call(_tenant.ScimOf(_processes[random.Next(_processes.Length)]));
                if (reply.Status != 503)
                    return reply;
            }
            catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Not acknowledged: it may have happened, or not.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : usual;
}
