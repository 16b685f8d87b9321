namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>Cases B01 to B04: the process dies as by kill -9 at a step of its work, is started again, and has lost and doubled nothing.</summary>
public abstract class CrashTests(ServiceFixture fixture) : IAsyncLifetime
{
    private const string Before = "ada=assigned/Engineering ben=waitlisted/ cyd=waitlisted/";
    private const string After = "ada=none/ ben=assigned/ cyd=waitlisted/";
    private string[] _users = [];

    public async ValueTask InitializeAsync() => await (await fixture.NewDatabaseAsync()).DisposeAsync();     // skips where there is no server

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task B01_after_the_commit_and_before_the_reply_a_repeated_POST_finds_the_one_row_with_its_one_seat()
    {
        await using var crashing = await CrashingService.StartAsync(fixture, "unit-of-work.commit", "stop", "command=CreateUser");
        var tenant = await SetUpAsync(crashing.Service, seats: 2);
        var body = Tenant.UserBody("dan");

        await crashing.DieDuringAsync(() => tenant.Scim.PostAsync("/Users", body));

        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", body), 409, "uniqueness");
        await ScimAssert.FindsAsync(tenant.Scim, "userName eq \"dan\"", "dan");
        var dan = ScimAssert.List(await tenant.Scim.FilterAsync("Users", "userName eq \"dan\""))[0].Text("id");
        await Eventually.EqualAsync("waitlisted", () => tenant.SeatAsync(dan));
        Assert.Equal("2/2", await tenant.UsageAsync());
        await tenant.SetActiveAsync(_users[0], false);
        await Eventually.EqualAsync("2/1", () => tenant.UsageAsync());
        Assert.Equal("UserCreated", await ExactlyOnce.StoryAsync(tenant, dan, "identity"));
        Assert.Equal("SeatWaitlisted", await ExactlyOnce.StoryAsync(tenant, dan, "licensing"));
        await IntactAsync(tenant);
    }

    [Fact]
    public async Task B01_of_a_user_who_was_let_in_by_a_reserved_seat_takes_that_seat_and_no_other()
    {
        await using var crashing = await CrashingService.StartAsync(fixture, "unit-of-work.commit", "stop", "command=CreateUser");
        var tenant = await Tenant.CreateAsync(crashing.Service);
        await tenant.PutPlanAsync(seats: 2, overflow: "reject");
        await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("1/0", () => tenant.UsageAsync());
        var body = Tenant.UserBody("ben");

        await crashing.DieDuringAsync(() => tenant.Scim.PostAsync("/Users", body));

        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", body), 409, "uniqueness");
        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());
        Assert.Equal(["ada", "ben"], await tenant.HoldersAsync());
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("cyd")), 403);
        await IntactAsync(tenant);
    }

    [Fact]
    public Task B02_after_the_commit_and_before_the_dispatch_a_deactivation_frees_its_seat_once() =>
        DeactivationSurvivesAsync("unit-of-work.commit", "stop", "command=PatchUser");

    [Fact]
    public Task B03_after_the_effect_and_before_its_mark_the_event_comes_again_and_its_effect_does_not() =>
        DeactivationSurvivesAsync("dispatch.complete", "start", "consumer=licensing");

    [Fact]
    public Task B04_in_the_middle_of_a_handler_nothing_is_kept_and_the_event_comes_again() =>
        DeactivationSurvivesAsync("dispatch.commit", "start", "consumer=licensing");

    [Theory]
    [InlineData("dispatch.complete")]
    [InlineData("dispatch.commit")]
    public Task The_same_holds_for_the_teams(string activity) =>
        DeactivationSurvivesAsync(activity, "start", "consumer=teams");

    [Fact]
    public async Task A_push_that_dies_after_its_commit_reaches_the_team_once()
    {
        await using var crashing = await CrashingService.StartAsync(fixture, "unit-of-work.commit", "stop", "command=PatchGroup");
        var tenant = await SetUpAsync(crashing.Service, seats: 1);
        var group = ScimAssert.List(await tenant.Scim.FilterAsync("Groups", "displayName eq \"Eng\""), 1)[0].Text("id");

        await crashing.DieDuringAsync(() => tenant.Scim.PatchAsync(
            "/Groups/" + group, Tenant.RemoveMember(_users[0]), Tenant.AddMembers(_users[1], _users[2])));

        await Eventually.EqualAsync("ada=assigned/ ben=waitlisted/Engineering cyd=waitlisted/Engineering", () => ExactlyOnce.StateAsync(tenant));
        Assert.Equal(_users[1..].Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
        Assert.Equal("MemberJoined MemberLeft", await ExactlyOnce.StoryAsync(tenant, _users[0], "teams"));
        Assert.Equal("MemberJoined", await ExactlyOnce.StoryAsync(tenant, _users[1], "teams"));
        Assert.Equal("MemberJoined", await ExactlyOnce.StoryAsync(tenant, _users[2], "teams"));
        await IntactAsync(tenant);
    }

    private async Task DeactivationSurvivesAsync(string activity, string at, string tag)
    {
        await using var crashing = await CrashingService.StartAsync(fixture, activity, at, tag);
        var tenant = await SetUpAsync(crashing.Service, seats: 1);
        await Eventually.EqualAsync(Before, () => ExactlyOnce.StateAsync(tenant));

        await crashing.DieDuringAsync(() => tenant.Scim.PatchAsync(
            "/Users/" + _users[0], Tenant.Replace(new JsonObject { ["active"] = false })));

        await Eventually.EqualAsync(After, () => ExactlyOnce.StateAsync(tenant));
        Assert.Equal("1/1", await tenant.UsageAsync());
        Assert.Equal(["ben"], await tenant.HoldersAsync());     // promoted once: cyd still waits
        Assert.Equal(["cyd"], await tenant.WaitingAsync());
        Assert.False((await tenant.Scim.GetAsync("/Users/" + _users[0])).Expect(200).Json.Flag("active"));
        Assert.Equal("UserCreated UserDeactivated", await ExactlyOnce.StoryAsync(tenant, _users[0], "identity"));
        Assert.Equal("SeatAssigned SeatReleased", await ExactlyOnce.StoryAsync(tenant, _users[0], "licensing"));
        Assert.Equal("MemberJoined MemberLeft", await ExactlyOnce.StoryAsync(tenant, _users[0], "teams"));
        Assert.Equal("SeatWaitlisted SeatAssigned", await ExactlyOnce.StoryAsync(tenant, _users[1], "licensing"));
        Assert.Equal("SeatWaitlisted", await ExactlyOnce.StoryAsync(tenant, _users[2], "licensing"));

        await tenant.SetActiveAsync(_users[1], false);          // and the work goes on
        await Eventually.EqualAsync("ada=none/ ben=none/ cyd=assigned/", () => ExactlyOnce.StateAsync(tenant));
        Assert.Equal("SeatWaitlisted SeatAssigned SeatReleased", await ExactlyOnce.StoryAsync(tenant, _users[1], "licensing"));
        Assert.Equal("SeatWaitlisted SeatAssigned", await ExactlyOnce.StoryAsync(tenant, _users[2], "licensing"));
        await IntactAsync(tenant);
    }

    /// <summary>Ada holds the seat and is in the team; Ben waits, and Cyd after him (with two seats, Ben has one as well).</summary>
    private async Task<Tenant> SetUpAsync(ScimService service, int seats)
    {
        var tenant = await Tenant.CreateAsync(service);
        await tenant.PutPlanAsync(seats);
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync("Eng", team)).Expect(201);
        _users = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        await tenant.CreateGroupAsync("Eng", _users[0]);
        await Eventually.EqualAsync($"{seats}/{3 - seats}", () => tenant.UsageAsync());
        await Eventually.EqualAsync("ada", () => tenant.TeamAsync(team));
        return tenant;
    }

    private static async Task IntactAsync(Tenant tenant)
    {
        await Invariants.HoldAsync(tenant);
        await ExactlyOnce.AssertAsync(tenant);
    }
}

public sealed class CrashTestsOnSqlite(SqliteService service) : CrashTests(service);

public sealed class CrashTestsOnPostgreSql(PostgreSqlService service) : CrashTests(service);

public sealed class CrashTestsOnSqlServer(SqlServerService service) : CrashTests(service);
