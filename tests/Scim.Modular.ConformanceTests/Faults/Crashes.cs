namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>A service of its own that can be told at which step of its work to die, and what must hold when it is back.</summary>
internal sealed class CrashingService : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private CrashingService(TestDatabase database, ScimService service)
    {
        _database = database;
        Service = service;
    }

    public ScimService Service { get; }

    public static async Task<CrashingService> StartAsync(
        ServiceFixture fixture, string activity, string at, string tag, params (string Name, string? Value)[] settings)
    {
        var database = await fixture.NewDatabaseAsync();
        var options = new ScimServiceOptions { Database = database }.With(("Events__Lease", "00:00:03")).With(settings);     // what the dead one had claimed is free again after that
        return new CrashingService(database, await ScimService.StartAsync(Failpoint.At(options, activity, at, tag, Failpoint.Kill)));
    }

    /// <summary>Makes the call that the service does not survive, and starts it again without the failpoint.</summary>
    public async Task DieDuringAsync(Func<Task> call)
    {
        await Failpoint.ArmAsync(Service);
        try
        {
            await call();       // it may have been answered: the effects of a call may come after its answer
        }
        catch (HttpRequestException)
        {
            // The usual case: the connection broke.
        }

        await Service.ExitedAsync(TimeSpan.FromSeconds(30));
        Assert.True(Failpoint.IsReached(Service), Service.Output);
        await Service.RestartAsync(("DOTNET_STARTUP_HOOKS", null), ("FAILPOINT_ACTIVITY", null));
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>A step of the service's work at which its process gets a signal, once it is armed.</summary>
internal static class Failpoint
{
    public const string Kill = "9";
    public const string Stop = "19";

    public static ScimServiceOptions At(ScimServiceOptions options, string activity, string at, string tag, string signal)
    {
        var hook = Path.Combine(AppContext.BaseDirectory, "Scim.Modular.Failpoints.dll");
        Assert.True(File.Exists(hook), hook);
        return options.With(
            ("DOTNET_STARTUP_HOOKS", hook),
            ("FAILPOINT_ACTIVITY", activity),
            ("FAILPOINT_AT", at),
            ("FAILPOINT_TAG", tag),
            ("FAILPOINT_SIGNAL", signal),
            ("FAILPOINT_ARM", ArmingFile(options)));
    }

    public static Task ArmAsync(ScimService service) => File.WriteAllTextAsync(ArmingFile(service.Options), "");

    public static bool IsReached(ScimService service) => service.Output.Contains("failpoint: ", StringComparison.Ordinal);

    private static string ArmingFile(ScimServiceOptions options) => Path.Combine(options.DataDirectory, "failpoint.arm");
}

internal static class ExactlyOnce
{
    private const int MostShown = 100;

    /// <summary>
    /// Everything that happened to somebody happened once: the events of one thing are numbered without a gap or a repeat, a seat that was
    /// given is not given again before it was released, and no request has the same effect on somebody twice.
    /// </summary>
    public static async Task AssertAsync(Tenant tenant, ScimService? process = null)
    {
        var admin = tenant.AdminOf(process ?? tenant.Service);
        foreach (var user in await admin.ListAsync("/users"))
        {
            var history = (await admin.GetAsync("/users/" + user.Text("id"))).Expect(200).Json.List("history").Reverse().ToList();
            Assert.Equal(history.Count, history.Select(happened => happened.Text("id")).Distinct(StringComparer.Ordinal).Count());
            // A user who comes and goes that often is told of: such an alert is a story of its own.
            foreach (var story in history.GroupBy(
                happened => $"{happened.Text("event").Split('.')[0]} {happened["data"]?["teamId"]}{happened["data"]?["alertId"]}", StringComparer.Ordinal))
            {
                var inOrder = story.OrderBy(happened => happened.Number("data.version")).ToList();
                // A long history is shown from its newest event back.
                var first = history.Count < MostShown ? 1 : inOrder[0].Number("data.version");
                Assert.Equal(Enumerable.Range(first, inOrder.Count), inOrder.Select(happened => happened.Number("data.version")));
                var repeated = inOrder.Zip(inOrder.Skip(1)).Where(pair => pair.First.Text("event") == pair.Second.Text("event"));
                Assert.DoesNotContain(repeated, pair => pair.First.Text("event").Split('.')[0] != "identity");
            }
        }

        foreach (var request in await admin.At("/directories/" + tenant.DirectoryId).ListAsync("/requests"))
        {
            var effects = request.List("effects").Where(effect => effect["userId"] is not null)
                .Select(effect => $"{effect.Text("event")} {effect.Text("userId")} {effect["data"]?["teamId"]}").ToList();
            Assert.Equal(effects.Distinct(StringComparer.Ordinal), effects);
        }
    }

    /// <summary>What a module says happened to somebody, oldest first: <c>SeatAssigned SeatReleased</c>.</summary>
    public static async Task<string> StoryAsync(Tenant tenant, string userId, string module) =>
        string.Join(' ', (await tenant.HistoryAsync(userId)).Select(happened => happened.Text("event").Split('.'))
            .Where(name => name[0] == module).Select(name => name[1]));

    /// <summary>One line per person: seat and teams; what a killed service must end up with as much as one that was not.</summary>
    public static async Task<string> StateAsync(Tenant tenant)
    {
        List<string> lines = [];
        foreach (var user in await tenant.Admin.ListAsync("/users"))
        {
            var teams = string.Join('+', user.List("teams").Select(team => team.Text("name")).Order(StringComparer.Ordinal));
            lines.Add($"{user.Text("userName")}={Tenant.SeatOf(user)}/{teams}");
        }

        return string.Join(' ', lines.Order(StringComparer.Ordinal));
    }
}
