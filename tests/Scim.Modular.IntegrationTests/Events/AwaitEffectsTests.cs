using Scim.Modular.Identity.Infrastructure;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>A response waits for its effects: as long as they take, and no longer than it may. The clock stands still unless a test moves it.</summary>
public abstract class AwaitEffectsTests(ProvidedDatabase provided) : EventTests(provided)
{
    private static readonly (string, string) TwoSeconds = ("Events:AwaitEffects", "00:00:02");

    [Fact]
    public async Task It_returns_when_the_effects_are_there()
    {
        var process = NewProcess(TwoSeconds);
        await process.StartDispatchersAsync();
        var place = await process.NewPlaceAsync(seats: 3);

        var user = await place.CreateUserAsync("bjensen").WaitAsync(Eventually.Patience);

        Assert.Equal("1", await HandledAsync(place, user));
        Assert.Equal(1, await UsedAsync(place));
        await place.SetActiveAsync(user, false).WaitAsync(Eventually.Patience);
        Assert.Equal("1 2", await HandledAsync(place, user));
        Assert.Equal(0, await UsedAsync(place));
    }

    [Fact]
    public async Task A_command_that_lost_a_race_waits_for_what_it_did_in_the_end()
    {
        var process = NewProcess(TwoSeconds);
        await process.StartDispatchersAsync();
        var place = await process.NewPlaceAsync();
        await process.SendAsync(place.Organization, new AddThing(null, null, "taken")).WaitAsync(Eventually.Patience);

        await process.SendAsync(place.Organization, new AddThing(null, null, "taken", "free")).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_handler_that_hangs_holds_the_response_no_longer_than_the_bound()
    {
        var process = NewProcess(TwoSeconds);
        var place = await process.NewPlaceAsync();
        await process.StartDispatchersAsync();
        var (reached, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        Control.WhileHandling = _ =>
        {
            reached.TrySetResult();
            return goOn.Task;
        };

        var started = Clock.GetUtcNow();
        var creating = place.CreateUserAsync("bjensen");
        await reached.Task.WaitAsync(Eventually.Patience);
        Assert.False(creating.IsCompleted);
        await Eventually.Async(() =>
        {
            if (!creating.IsCompleted)
                Clock.Advance(TimeSpan.FromMilliseconds(50));
            return Task.FromResult(creating.IsCompleted);
        });

        Assert.True(Clock.GetUtcNow() - started >= TimeSpan.FromSeconds(2), $"it came back after {Clock.GetUtcNow() - started}");
        goOn.SetResult();
        var user = await creating;
        await Eventually.EqualAsync("1", () => HandledAsync(place, user));
    }

    [Fact]
    public async Task Effects_that_another_process_takes_over_are_noticed()
    {
        var (process, other) = (NewProcess(TwoSeconds), NewProcess());
        var place = await process.NewPlaceAsync();
        await other.DrainAsync();
        var started = Clock.GetUtcNow();

        var creating = place.CreateUserAsync("bjensen");
        await Eventually.Async(async () => (await WaitingAsync(place)).Count > 0);
        await other.DrainAsync();
        Assert.False(creating.IsCompleted);
        await Eventually.Async(() =>
        {
            if (!creating.IsCompleted)
                Clock.Advance(TimeSpan.FromMilliseconds(10));
            return Task.FromResult(creating.IsCompleted);
        });

        Assert.InRange(Clock.GetUtcNow() - started, TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(1900));
        Assert.Equal("1", await HandledAsync(place, await creating));
    }

    private Task<int> UsedAsync(Place place) => Service.InAsync<Scim.Modular.Licensing.Infrastructure.LicensingDbContext, int>(
        place.Organization, db => db.Plans.Select(plan => plan.Used).SingleAsync());
}

public sealed class AwaitEffectsOnSqlite(SqliteDatabase database) : AwaitEffectsTests(database), IClassFixture<SqliteDatabase>;

public sealed class AwaitEffectsOnPostgreSql(PostgreSqlDatabase database) : AwaitEffectsTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class AwaitEffectsOnSqlServer(SqlServerDatabase database) : AwaitEffectsTests(database), IClassFixture<SqlServerDatabase>;
