using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>A consumer that is away for long, or that has very much to do, ends where it would have been (A13, B19).</summary>
public abstract class OutageTests(ProvidedDatabase provided) : EventTests(provided)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_module_whose_database_was_away_for_an_hour_catches_up_and_nothing_of_it_is_parked()
    {
        var nowhere = Database.Provider == DatabaseProvider.Sqlite
            ? $"Data Source={Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "away.db")}"
            : Database.Provider == DatabaseProvider.PostgreSql
                ? "Host=127.0.0.1;Port=1;Username=nobody;Database=away;Timeout=1"
                : "Server=127.0.0.1,1;Database=away;Connect Timeout=1;Encrypt=false";
        var during = NewProcess(("ConnectionStrings:Licensing", nowhere));
        var place = await Service.NewPlaceAsync(seats: 2);
        var away = place with { Service = during };
        var users = new List<Identity.Contracts.UserId>();
        foreach (var name in (string[])["ada", "ben", "cyd", "dan"])
        {
            users.Add(await place.CreateUserAsync(name));
            Clock.Advance(TimeSpan.FromMilliseconds(5));
        }

        await Service.DrainAsync();
        Assert.Equal("Assigned Assigned Waitlisted Waitlisted", await SeatsAsync(place, users));

        await away.SetActiveAsync(users[0], false);
        users.Add(await away.CreateUserAsync("eve"));
        for (var minute = 0; minute < 60; minute++)
        {
            await during.DispatchAsync(IdentityDbContext.Name);
            Clock.Advance(TimeSpan.FromMinutes(1));
            if (minute == 30)
            {
                await away.SetActiveAsync(users[1], false);
                await away.SetActiveAsync(users[0], true);
            }
        }

        Assert.Equal("Assigned Assigned Waitlisted Waitlisted -", await SeatsAsync(place, users));
        Assert.Equal(5, await Service.InAsync<TeamsDbContext, int>(place.Organization, db => db.People.CountAsync()));      // others went on
        var waiting = await WaitingAsync(place, LicensingDbContext.Module);
        Assert.Contains(waiting, row => row.Attempts > 10);
        Assert.All(waiting, row => Assert.Null(row.ParkedAt));

        Clock.Advance(TimeSpan.FromMinutes(5));
        await Service.DrainAsync();
        Assert.Equal("Waitlisted Released Assigned Assigned Waitlisted", await SeatsAsync(place, users));
        Assert.Empty(await WaitingAsync(place, LicensingDbContext.Module));
    }

    /// <summary>5,000 events for each consumer stand for the 50,000 of case A13, so that the suite stays short.</summary>
    [Fact]
    public async Task A_backlog_of_five_thousand_events_is_worked_off_while_people_go_on_arriving()
    {
        const int Backlog = 5000;
        var place = await Service.NewPlaceAsync(seats: 1000);
        await Service.InAsync<IdentityDbContext, int>(place.Organization, async db =>
        {
            for (var i = 0; i < Backlog; i++)
            {
                db.Add(Identity.Domain.Users.User.Create(
                    place.Organization, place.Directory, Place.UserOf(Place.Body(FormattableString.Invariant($"user{i}"))), null, Clock.GetUtcNow()));
            }

            return await db.SaveChangesAsync();
        });
        Assert.Equal(Backlog, await WaitingForAsync(Probe.Name));
        var started = System.Diagnostics.Stopwatch.StartNew();

        await Service.StartDispatchersAsync();
        var late = new List<Identity.Contracts.UserId>();
        var slowest = TimeSpan.Zero;
        // One arrives for every ten that are done: as fast as they can be created would be a load that no backlog ever ends under.
        for (var left = Backlog; left > 0; left -= 10)
        {
            var enough = left;
            await Eventually.Async(async () => await WaitingForAsync(LicensingDbContext.Module) <= enough, within: Patience);
            var asked = started.Elapsed;
            late.Add(await place.CreateUserAsync(FormattableString.Invariant($"late{late.Count}")));
            slowest = started.Elapsed - asked > slowest ? started.Elapsed - asked : slowest;
        }

        await Eventually.EqualAsync(0, async () => await WaitingForAsync(LicensingDbContext.Module) + await WaitingForAsync(Probe.Name), within: Patience);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant(
            $"{Backlog} events in {started.Elapsed.TotalSeconds:F1} s; {late.Count} people came meanwhile, the slowest in {slowest.TotalMilliseconds:F0} ms"));
        var statuses = await Service.InAsync<LicensingDbContext, List<SeatStatus>>(place.Organization, db => db.Seats.Select(seat => seat.Status).ToListAsync());
        Assert.Equal(Backlog + late.Count, statuses.Count);
        Assert.Equal(1000, statuses.Count(status => status == SeatStatus.Assigned));
        Assert.Equal(1000, await Service.InAsync<LicensingDbContext, int>(place.Organization, db => db.Plans.Select(plan => plan.Used).SingleAsync()));
        Assert.Equal(Backlog + late.Count, await Service.InAsync<ProbeDbContext, int>(place.Organization, db => db.Effects.Select(effect => effect.Subject).Distinct().CountAsync()));
        Assert.Equal(Backlog + late.Count, await Service.InAsync<ProbeDbContext, int>(place.Organization, db => db.Effects.CountAsync()));

        Task<int> WaitingForAsync(string consumer) => Service.InAsync<IdentityDbContext, int>(
            place.Organization, db => db.Deliveries.CountAsync(row => row.Consumer == consumer));
    }

    private async Task<string> SeatsAsync(Place place, List<Identity.Contracts.UserId> users)
    {
        var seats = await Service.InAsync<LicensingDbContext, Dictionary<Identity.Contracts.UserId, SeatStatus>>(
            place.Organization, db => db.Seats.ToDictionaryAsync(seat => seat.UserId, seat => seat.Status));
        return string.Join(' ', users.Select(user => seats.TryGetValue(user, out var status) ? status.ToString() : "-"));
    }
}

public sealed class OutageOnSqlite(SqliteDatabase database) : OutageTests(database), IClassFixture<SqliteDatabase>;

public sealed class OutageOnPostgreSql(PostgreSqlDatabase database) : OutageTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class OutageOnSqlServer(SqlServerDatabase database) : OutageTests(database), IClassFixture<SqlServerDatabase>;
