using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>
/// Requests to every endpoint, half of them damaged, from a seed. Whatever comes, the answer is no 5xx and every refusal has its form; and
/// afterwards the organization is in order, no event is parked, and another organization is as it was. A failure shows the request as a
/// command that repeats it. FUZZ_SEED takes another seed, FUZZ_REQUESTS another number.
/// </summary>
public abstract class FuzzTests(ServiceFixture fixture) : IAsyncLifetime
{
    private const int FixedSeed = 20_261_122;
    private const int Lanes = 4;
    private readonly Pools _pools = new();
    private readonly ConcurrentDictionary<string, string> _wrong = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, int> _statuses = new();
    private TestDatabase? _database;
    private ScimService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await fixture.NewDatabaseAsync();
        _service = await ScimService.StartAsync(new ScimServiceOptions { Database = _database }.With(("Events__AwaitEffects", "00:00:02")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact, Trait("Case", "C22")]
    public async Task Whatever_is_asked_the_answer_has_its_form_and_the_data_stay_in_order()
    {
        var (seed, count) = (Number("FUZZ_SEED", FixedSeed), Number("FUZZ_REQUESTS", 15_000));
        var (tenant, others) = (await NewTenantAsync(""), await NewTenantAsync("other "));
        var (admin, scim) = (await AdminApi.ReadAsync(_service, _pools), await ScimApi.ReadAsync(tenant, others, _pools));
        var before = await SnapshotAsync(others);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunAsync(new Dice(seed + lane), count / Lanes, admin, scim))));
        var statuses = string.Join(", ", _statuses.OrderBy(pair => pair.Key).Select(pair => FormattableString.Invariant($"{pair.Key}: {pair.Value}")));
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"seed {seed}: {count} requests in {watch.Elapsed.TotalSeconds:N0} s; {statuses}"));

        Assert.True(_wrong.IsEmpty, $"FUZZ_SEED={seed}, {_wrong.Count} kinds of answers:\n\n{string.Join("\n\n", _wrong.Values.Take(25))}\n\n{Errors()}");
        Assert.Empty(await _service.Admin.ListAsync("/events/parked"));
        await Invariants.HoldAsync(tenant);
        await Invariants.HoldAsync(others);
        Assert.Equal(before, await SnapshotAsync(others));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private async Task RunAsync(Dice dice, int count, AdminApi admin, ScimApi scim)
    {
        for (var i = 0; i < count && _wrong.Count < 100; i++)
        {
            var request = dice.Chance(70) ? scim.Next(dice) : admin.Next(dice);
            try
            {
                var reply = await AnswerAsync(request);
                _statuses.AddOrUpdate(reply.Status, 1, (_, number) => number + 1);
                if (Verdict.Of(request, reply) is { } wrong)
                    Note(wrong, request, $"{reply.Status}: {(reply.Text.Length > 600 ? reply.Text[..600] + "…" : reply.Text)}");
                if (reply.Header("X-Request-Id") is { } requestId && dice.Chance(5))
                    _pools.Add("request", requestId);
                if (reply.Status == 201 && reply.Header("Dry-Run") is null && request.Makes is { } kind && reply["id"]?.GetValue<string>() is { } id)
                    _pools.Add(kind, id);
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
            {
                Note(failure.GetType().Name, request, failure.Message);
            }
        }
    }

    // A connection may end with the answer before, unseen until it is used again; that is nobody's fault once.
    private async Task<Reply> AnswerAsync(FuzzedRequest request)
    {
        try
        {
            return await request.SendAsync(_service);
        }
        catch (HttpRequestException)
        {
            return await request.SendAsync(_service);
        }
    }

    // One of each kind is enough: by what is wrong, the method, and the beginning of the path.
    private void Note(string wrong, FuzzedRequest request, string answer)
    {
        var path = string.Join('/', request.Address.Split('?')[0].Split('/').Where(segment => !Guid.TryParse(segment, out _)).Take(6));
        _wrong.TryAdd($"{wrong} {request.Method} {path}", $"{wrong}: {request}\n    {answer}");
    }

    private async Task<Tenant> NewTenantAsync(string prefix)
    {
        var tenant = await Tenant.CreateAsync(_service);
        await tenant.PutPlanAsync(seats: 10);
        _pools.Add(prefix + "organization", tenant.Id);
        _pools.Add(prefix + "directory", tenant.DirectoryId);
        foreach (var name in (string[])["ann", "bob", "cid"])
            _pools.Add(prefix + "user", await tenant.CreateUserAsync(name));
        var group = await tenant.CreateGroupAsync("Engineering", _pools.Any(prefix + "user", new Dice(0))!);
        var team = await tenant.CreateTeamAsync("Engineering");
        _pools.Add(prefix + "group", group);
        _pools.Add(prefix + "team", team);
        _pools.Add(prefix + "mapping", (await tenant.MapGroupAsync(group, team)).Expect(201).Json.Text("id"));
        if (prefix.Length > 0)
            return tenant;
        await OwnTypes.DefineAsync(tenant);
        foreach (var plan in (string[])["standard", "pro", "free"])
            _pools.Add("license", plan);
        _pools.Add("token value", ScimClient.Bearer(tenant.Token));
        for (var i = 0; i < 3; i++)
            _pools.Add("spare directory", (await Tenant.CreateDirectoryAsync(tenant.Admin, "okta")).Id);
        return tenant;
    }

    /// <summary>All that another organization shows, but when it called, and that its calls were refused: its token is tried at strange addresses.</summary>
    private static async Task<string> SnapshotAsync(Tenant tenant)
    {
        var lists = new List<string>();
        foreach (var path in (string[])["/users", "/groups", "/teams", "/plans", "/licenses", "/group-mappings", "/directories"])
            lists.AddRange((await tenant.Admin.ListAsync(path)).Select(item => item.Without("lastUsedAt", "lastRequestAt", "alerts").ToJsonString()).Order(StringComparer.Ordinal));
        return string.Join('\n', lists);
    }

    private string Errors() =>
        string.Join('\n', _service.Output.Split('\n').SkipWhile(line => !line.Contains("fail:", StringComparison.Ordinal) && !line.Contains("crit:", StringComparison.Ordinal)).Take(60));
}

public sealed class FuzzTestsOnSqlite(SqliteService service) : FuzzTests(service);

public sealed class FuzzTestsOnPostgreSql(PostgreSqlService service) : FuzzTests(service);

public sealed class FuzzTestsOnSqlServer(SqlServerService service) : FuzzTests(service);
