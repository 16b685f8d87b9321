using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Portions;

/// <summary>Work on many is done in portions. What happens between two of them must not be lost, nor done twice, nor decided by nobody.</summary>
public abstract class PortionTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private InProcessService _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database, _clock, services => services.AddSingleton(new Portion(2)));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mapping_that_is_deleted_while_its_members_still_come_in_takes_back_all_who_came()
    {
        var (place, team, users, group) = await StoryAsync(people: 7);
        var mapping = await MapAsync(place, team, group, "managed");
        await _service.DispatchAsync("teams");
        Assert.Equal(2, await CountAsync(place, team));

        Assert.Null((await _service.SendAsync(place.Organization, new DeleteGroupMapping(mapping, null, null))).Error);
        await _service.DrainAsync();

        Assert.Equal((0, 0, 0), (await CountAsync(place, team), await SourcesAsync(place), await MappingsAsync(place)));
        Assert.Equal(7, users.Count);
    }

    [Fact]
    public async Task A_mapping_tells_how_far_it_has_come_until_it_is_done()
    {
        var (place, team, _, group) = await StoryAsync(people: 7);
        var mapping = await MapAsync(place, team, group, "managed");
        Assert.Equal(new(0, 7), await ProgressAsync());
        await _service.DispatchAsync("teams");
        Assert.Equal(new(2, 7), await ProgressAsync());
        await _service.DispatchAsync("teams");
        Assert.Equal(new(4, 7), await ProgressAsync());
        await _service.DrainAsync();
        Assert.Null(await ProgressAsync());

        await place.AddMembersAsync(group, await place.CreateUserAsync("late"));
        await _service.DrainAsync();
        Assert.Null(await ProgressAsync());
        Assert.Equal(8, await CountAsync(place, team));

        Task<MappingProgress?> ProgressAsync() => _service.SendAsync(place.Organization, new GetMappingProgress(mapping));
    }

    [Fact]
    public async Task Whom_a_deleted_mapping_keeps_has_the_role_that_it_gave_last()
    {
        var (place, team, _, group) = await StoryAsync(people: 7);
        var mapping = await MapAsync(place, team, group, "managed");
        await _service.DrainAsync();

        Assert.Null((await _service.SendAsync(place.Organization, new ChangeGroupMapping(
            mapping, "admin", null, null, null, null, ConfirmRole: true, null, null, null, null, null))).Error);
        Assert.Null((await _service.SendAsync(place.Organization, new DeleteGroupMapping(mapping, "keep", null))).Error);
        await _service.DrainAsync();

        Assert.Equal([TeamRole.Admin], await _service.InAsync<TeamsDbContext, List<TeamRole?>>(
            place.Organization, db => db.Memberships.Where(one => one.TeamId == team).Select(one => one.Role).Distinct().ToListAsync()));
    }

    [Fact]
    public async Task Whom_an_exclusive_mapping_suspends_comes_back_when_it_is_deleted_before_it_has_suspended_everybody()
    {
        var (place, team, users, group) = await StoryAsync(people: 7);
        foreach (var user in users)
            Assert.Null((await _service.SendAsync(place.Organization, new PutMember(team, user, "admin", null))).Error);
        var other = await place.CreateGroupAsync("Other");
        await _service.DrainAsync();

        var mapping = await MapAsync(place, team, other, "exclusive");
        await _service.DispatchAsync("teams");
        Assert.Equal(5, await CountAsync(place, team));
        Assert.Null((await _service.SendAsync(place.Organization, new ChangeGroupMapping(
            mapping, null, null, "managed", null, null, null, null, null, null, null, null))).Error);
        Assert.Null((await _service.SendAsync(place.Organization, new DeleteGroupMapping(mapping, null, null))).Error);
        await _service.DrainAsync();

        Assert.Equal((7, 7, 0), (await CountAsync(place, team), await SourcesAsync(place), await MappingsAsync(place)));
        Assert.NotEqual(other, group);
    }

    [Fact]
    public async Task What_the_breaker_holds_after_a_decision_waits_for_the_next_one()
    {
        var (place, team, users, group) = await StoryAsync(people: 9);
        Assert.Null((await _service.SendAsync(place.Organization, new ChangeDirectory(
            place.Directory, new DirectorySettings(Breaker: new BreakerSettings(Removals: 3)), null))).Error);
        await MapAsync(place, team, group, "managed");
        await _service.DrainAsync();

        await TakeOutAsync(place, group, users[..5]);
        await _service.DrainAsync();
        Assert.Equal((9, 5), (await CountAsync(place, team), await HeldAsync(place)));

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await _service.SendAsync(place.Organization, new DecideHeldChanges(place.Directory, Approved: true, null))).Error);
        await _service.DispatchAsync("identity");
        await _service.DispatchAsync("teams");
        Assert.Equal((7, 3), (await CountAsync(place, team), await HeldAsync(place)));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await TakeOutAsync(place, group, users[5..8]);
        await _service.DispatchAsync("identity");
        Assert.Equal(6, await HeldAsync(place));
        await _service.DrainAsync();

        Assert.Equal((4, 3), (await CountAsync(place, team), await HeldAsync(place)));
    }

    [Fact]
    public async Task A_last_owner_who_was_spared_is_spared_again_after_a_deactivation()
    {
        var (place, team, users, group) = await StoryAsync(people: 1);
        Assert.Null((await _service.SendAsync(place.Organization, new CreateGroupMapping(
            place.Directory.ToString(), null, group.ToString(), team.ToString(), "owner", null, null, null, null, ConfirmRole: true))).Error);
        await _service.DrainAsync();
        await TakeOutAsync(place, group, users);
        await _service.DrainAsync();
        Assert.Equal(1, await CountAsync(place, team));

        await place.SetActiveAsync(users[0], active: false);
        await _service.DrainAsync();
        Assert.Equal(0, await CountAsync(place, team));
        await place.SetActiveAsync(users[0], active: true);
        await _service.DrainAsync();

        Assert.Equal(1, await CountAsync(place, team));
    }

    [Fact]
    public async Task Who_comes_while_a_long_line_is_served_does_not_pass_those_who_stand_in_it()
    {
        var place = await _service.NewPlaceAsync(seats: 1);
        var users = new List<UserId>();
        for (var i = 0; i < 6; i++)
            users.Add(await CreateAsync(place, i));
        await _service.DrainAsync();

        Assert.Null((await _service.SendAsync(place.Organization, new PutPlan(
            "standard", "Standard", 5, 1, true, OverflowPolicy.Waitlist, null, null, null, null))).Error);
        Assert.Equal("+++---", await SeatsAsync(place, users));
        users.Add(await CreateAsync(place, 6));
        await _service.DispatchAsync("identity");
        await _service.DrainAsync();

        Assert.Equal("+++++--", await SeatsAsync(place, users));
    }

    [Fact]
    public async Task Who_leaves_the_group_while_its_mapping_entitles_to_nothing_is_not_entitled_when_it_does_again()
    {
        var (place, team, users, group) = await StoryAsync(people: 5);
        foreach (var plan in new[] { "gold", "platinum" })
        {
            Assert.Null((await _service.SendAsync(place.Organization, new PutPlan(
                plan, plan, 10, 1, false, OverflowPolicy.Waitlist, null, HoldSeconds: 0, null, null))).Error);
        }

        await _service.DrainAsync();
        var mapping = await MapAsync(place, team, group, "managed");
        await EntitleAsync(place, mapping, "gold");
        await _service.DrainAsync();
        Assert.Equal("+++++", await SeatsAsync(place, users));

        await EntitleAsync(place, mapping, "");
        await _service.DrainAsync();
        Assert.Equal("-----", await SeatsAsync(place, users));
        await TakeOutAsync(place, group, users[3..]);
        await _service.DrainAsync();
        await EntitleAsync(place, mapping, "platinum");
        await _service.DrainAsync();

        Assert.Equal("+++--", await SeatsAsync(place, users));
    }

    [Fact]
    public async Task Seats_of_nobody_are_all_taken_back_by_one_repair()
    {
        var place = await _service.NewPlaceAsync(seats: 5);
        var users = new List<UserId>();
        for (var i = 0; i < 5; i++)
            users.Add(await CreateAsync(place, i));
        await _service.DrainAsync();
        await _service.InAsync<LicensingDbContext, int>(place.Organization, db => db.People.ExecuteDeleteAsync());

        await using var scope = _service.Scope(place.Organization);
        var seats = scope.ServiceProvider.GetServices<IReconciler>().Single(one => one.GetType().Name == "SeatReconciler");
        Assert.Equal(5, (await seats.ReconcileAsync(repair: true, passed: null, CancellationToken.None)).Repaired);

        Assert.Equal("-----", await SeatsAsync(place, users));
    }

    private async Task<(Place Place, TeamId Team, List<UserId> Users, GroupId Group)> StoryAsync(int people)
    {
        var place = await _service.NewPlaceAsync();
        var team = (await _service.SendAsync(place.Organization, new CreateTeam("Guides", null))).Value;
        var users = new List<UserId>();
        for (var i = 0; i < people; i++)
            users.Add(await CreateAsync(place, i));
        var group = await place.CreateGroupAsync("Eng", [.. users]);
        await _service.DrainAsync();
        return (place, team, users, group);
    }

    private async Task<UserId> CreateAsync(Place place, int number)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return await place.CreateUserAsync(new System.Text.Json.Nodes.JsonObject
        {
            ["userName"] = FormattableString.Invariant($"user{number}"), ["active"] = true,
        });
    }

    private async Task<MappingId> MapAsync(Place place, TeamId team, GroupId group, string mode) =>
        (await _service.SendAsync(place.Organization, new CreateGroupMapping(
            place.Directory.ToString(), null, group.ToString(), team.ToString(), "member", mode, null, null, null, null))).Value;

    private async Task EntitleAsync(Place place, MappingId mapping, string plan) =>
        Assert.Null((await _service.SendAsync(place.Organization, new ChangeGroupMapping(
            mapping, null, null, null, null, plan, null, null, null, null, null, null))).Error);

    private static Task TakeOutAsync(Place place, GroupId group, IEnumerable<UserId> users) => place.PatchGroupAsync(
        group, $$"""{"op":"remove","path":"members","value":[{{string.Join(',', users.Select(user => $$"""{"value":"{{user}}"}"""))}}]}""");

    private Task<int> CountAsync(Place place, TeamId team) => _service.InAsync<TeamsDbContext, int>(
        place.Organization, db => db.Memberships.CountAsync(one => one.TeamId == team && one.Role != null));

    private Task<int> SourcesAsync(Place place) => _service.InAsync<TeamsDbContext, int>(place.Organization, db => db.Sources.CountAsync());

    private Task<int> HeldAsync(Place place) =>
        _service.InAsync<TeamsDbContext, int>(place.Organization, db => db.Sources.CountAsync(source => source.Stay == Stay.Held));

    private Task<int> MappingsAsync(Place place) => _service.InAsync<TeamsDbContext, int>(place.Organization, db => db.Mappings.CountAsync());

    // Who holds a seat, in order.
    private async Task<string> SeatsAsync(Place place, IEnumerable<UserId> users)
    {
        var seats = await _service.InAsync<LicensingDbContext, HashSet<UserId>>(place.Organization, async db =>
            [.. (await db.Seats.AsNoTracking().ToListAsync()).Where(seat => seat.Holds).Select(seat => seat.UserId)]);
        return string.Concat(users.Select(user => seats.Contains(user) ? '+' : '-'));
    }
}

public sealed class PortionOnSqlite(SqliteDatabase database) : PortionTests(database), IClassFixture<SqliteDatabase>;

public sealed class PortionOnPostgreSql(PostgreSqlDatabase database) : PortionTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class PortionOnSqlServer(SqlServerDatabase database) : PortionTests(database), IClassFixture<SqlServerDatabase>;
