using Microsoft.Extensions.Logging.Abstractions;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Application.Usage;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Licensing.Infrastructure.Seats;
using Scim.Modular.Licensing.Infrastructure.Usage;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Seats;

/// <summary>Licensing on a real database, with what other modules say delivered as they would.</summary>
public abstract class SeatTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private readonly Guid _mapping = Guid.CreateVersion7();
    private readonly FakeClock _clock = new();
    private InProcessService _service = null!;
    private long _told = 10;

    public ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_group_entitles_its_members_who_wait_with_what_they_have_and_are_held_when_they_leave_it()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);

        await JoinAsync(place, ada, ben);
        Assert.Equal("gold standard→gold", await StandAsync(place, ada, ben));
        Assert.Equal("gold 1/1, standard 1/0", await CountsAsync(place));
        await LeaveAsync(place, ada);
        Assert.Equal("standard gold", await StandAsync(place, ada, ben));

        await _service.SendAsync(place.Organization, new PutPlan("standard", "Standard", 5, 1, false, OverflowPolicy.Waitlist, null, null, null, null));
        await _service.DrainAsync();
        await LeaveAsync(place, ben);
        Assert.Equal("none (gold)", await StandAsync(place, ada, ben));
        await LapseAsync();
        Assert.Equal("none (gold)", await StandAsync(place, ada, ben));
        _clock.Advance(TimeSpan.FromSeconds(900));
        await LapseAsync();

        Assert.Equal("none none", await StandAsync(place, ada, ben));
        var story = await _service.SendAsync(place.Organization, new GetLicenseHistory(ben, null, 50));
        Assert.Equal(
            ["released hold_lapsed", "releasing group_push", "assigned seat_freed", "assigned plan_full", "assigned user_created"],
            story!.Select(line => $"{line.To.Status} {line.Reason}"));
        Assert.Equal(["releasing gold", "assigned gold", "assigned standard", "assigned standard", null], story!.Select(line =>
            line.From is { } from ? $"{from.Status} {from.Plan}" : null));
    }

    [Fact]
    public async Task A_line_is_read_in_its_order_from_any_place()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 0);
        await JoinAsync(place, ada, ben);
        Assert.Null((await _service.SendAsync(place.Organization, new PinLicense(ben, "gold"))).Error);

        var first = Assert.Single(await _service.SendAsync(place.Organization, new ListWaiting("gold", 0, 1)));
        Assert.Equal((ben.Value, 1L, "gold"), (first.UserId, first.WaitlistPosition, first.Pin));
        var second = Assert.Single(await _service.SendAsync(place.Organization, new ListWaiting("gold", 1, 10)));
        Assert.Equal((ada.Value, 2L), (second.UserId, second.WaitlistPosition));
        Assert.Empty(await _service.SendAsync(place.Organization, new ListWaiting("standard", 0, 10)));
    }

    [Fact]
    public async Task Usage_can_be_asked_for_one_plan()
    {
        var (place, ada, _) = await PlaceAsync(gold: 1);
        await JoinAsync(place, ada);
        var from = _clock.Now() - TimeSpan.FromHours(1);

        var points = await _service.SendAsync(place.Organization, new GetUsage(from, _clock.Now(), UsageStep.Hour, null, 100, "gold"));

        Assert.Equal([("gold", 1)], points.Select(point => (point.Plan, point.Used)));
    }

    [Fact]
    public async Task What_is_pinned_listed_and_explained_is_what_the_rules_say()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        await JoinAsync(place, ada);
        Assert.Null((await _service.SendAsync(place.Organization, new PinLicense(ben, "gold"))).Error);

        var waiting = Assert.Single(await _service.SendAsync(place.Organization, new ListLicenses(SeatStatus.Waitlisted, "gold", null, null, 10)));
        Assert.Equal(
            ("standard", "assigned", "default", "gold", 1, "gold"),
            (waiting.Plan, waiting.Status, waiting.Source, waiting.WaitsFor, waiting.WaitlistPosition, waiting.Pin));
        Assert.Equal(2, (await _service.SendAsync(place.Organization, new ListLicenses(null, "gold", null, null, 10))).Count);

        await using var scope = _service.Scope(place.Organization);
        var explained = System.Text.Json.JsonSerializer.SerializeToNode(
            await Assert.Single(scope.ServiceProvider.GetServices<IExplainPeople>(), one => one.Part == "license").ExplainAsync(ada.Value, default),
            System.Text.Json.JsonSerializerOptions.Web)!;
        Assert.Equal("gold assigned", $"{explained["plan"]} {explained["status"]}");
        Assert.Equal(
            ["mapping gold true standard assigned", "default standard false gold assigned"],
            explained["sources"]!.AsArray().Select(source =>
                $"{source!["kind"]} {source["plan"]} {source["wins"]} {source["ifRemoved"]!["plan"]} {source["ifRemoved"]!["status"]}"));
        Assert.Null(await Assert.Single(scope.ServiceProvider.GetServices<IExplainPeople>(), one => one.Part == "license").ExplainAsync(Guid.NewGuid(), default));
    }

    [Fact]
    public async Task A_mapping_is_forecast_by_the_same_rules_before_it_is_made()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        await place.SetActiveAsync(await place.CreateUserAsync("cyd"), false);
        await _service.DrainAsync();
        var all = await _service.InAsync<LicensingDbContext, List<Guid>>(place.Organization, db => db.People.Select(one => one.UserId.Value).ToListAsync());
        await using var scope = _service.Scope(place.Organization);
        var forecast = scope.ServiceProvider.GetRequiredService<ISeatForecast>();

        Assert.Equal(new SeatForecast(2, 1), await forecast.ForecastAsync(new EntitlementChange(null, "gold", 0, all), default));
        Assert.Equal(new SeatForecast(0, 0), await forecast.ForecastAsync(new EntitlementChange(null, "nothing", 0, all), default));
        await JoinAsync(place, ada);
        Assert.Equal(new SeatForecast(1, 1), await forecast.ForecastAsync(new EntitlementChange(_mapping, "gold", 0, [ada.Value, ben.Value]), default));
    }

    [Fact]
    public async Task What_differs_from_the_rules_is_found_and_repaired()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        var cyd = await place.CreateUserAsync("cyd");
        await JoinAsync(place, ada, cyd);
        Assert.Empty((await ReconcileAsync(place, repair: false)).Drift);
        await _service.InAsync<LicensingDbContext, bool>(place.Organization, async db =>
        {
            await db.Seats.Where(seat => seat.UserId == ada)
                .ExecuteUpdateAsync(set => set.SetProperty(seat => seat.Status, SeatStatus.Released));                          // holds nothing
            await db.Seats.Where(seat => seat.UserId == ben).ExecuteUpdateAsync(set => set.SetProperty(seat => seat.WaitsFor, "gold")
                .SetProperty(seat => seat.WaitsSince, _clock.Now()).SetProperty(seat => seat.WaitsBy, SourceKind.Mapping));     // for nothing
            await db.Plans.Where(plan => plan.Key == "standard").ExecuteUpdateAsync(set => set.SetProperty(plan => plan.Used, 4));
            return true;
        });

        var found = await ReconcileAsync(place, repair: false);
        Assert.Equal(["plan_count gold", "plan_count standard", "seat gold", "seat standard"], found.Drift.Select(one => $"{one.Kind} {one.Subject}").Order(StringComparer.Ordinal));
        Assert.Equal((4, 0), (found.Found, found.Repaired));
        Assert.Equal("standard 4/0", (await CountsAsync(place)).Split(", ")[1]);
        Assert.InRange((await ReconcileAsync(place, repair: true)).Repaired, 4, 6);

        Assert.Empty((await ReconcileAsync(place, repair: false)).Drift);
        // Ada's seat was free for the next in line before anybody knew that it was hers.
        Assert.Equal("→gold standard gold", await StandAsync(place, ada, ben, cyd));
        Assert.Equal("gold 1/1, standard 1/0", await CountsAsync(place));
    }

    [Fact]
    public async Task A_directory_that_only_observes_is_forecast_and_takes_effect_when_it_is_active()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        await DirectoryAsync(place, "observe");
        await place.SetActiveAsync(ada, false);
        var cyd = await place.CreateUserAsync("cyd");
        await _service.DrainAsync();
        Assert.Equal("standard standard none", await StandAsync(place, ada, ben, cyd));

        await using (var scope = _service.Scope(place.Organization))
        {
            var forecast = await scope.ServiceProvider.GetServices<IReconciler>().OfType<SeatReconciler>().Single().ForecastAsync(place.Directory.Value, default);
            Assert.Equal(["assigned standard → ", " → assigned standard"], forecast.Drift.Select(one => $"{one.Stored} → {one.Computed}"));
        }

        Assert.Empty((await ReconcileAsync(place, repair: false)).Drift);
        await DirectoryAsync(place, "active");
        Assert.Equal("none standard standard", await StandAsync(place, ada, ben, cyd));
    }

    [Fact]
    public async Task A_breaker_holds_seats_until_an_administrator_has_decided()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        await DirectoryAsync(place, "active", new BreakerFacts(null, 50));
        await place.SetActiveAsync(ada, false);
        await _service.DrainAsync();

        Assert.Equal("(standard) standard", await StandAsync(place, ada, ben));
        await using (var scope = _service.Scope(place.Organization))
        {
            var held = await scope.ServiceProvider.GetServices<IHeldChanges>().OfType<HeldSeats>().Single().OfDirectoryAsync(place.Directory.Value, default);
            Assert.Equal(("seats", 1, ada.Value), (held.Part, held.Count, Assert.Single(held.Items).UserId));
        }

        Assert.Equal(1, await _service.InAsync<LicensingDbContext, int>(
            place.Organization, db => db.Events.CountAsync(row => row.Type == "licensing.MassReleaseSuspected")));
        _clock.Advance(TimeSpan.FromDays(1));
        await LapseAsync();
        Assert.Equal("(standard)", await StandAsync(place, ada));
        await PublishAsync<IdentityDbContext>(place, new HeldChangesDecided(place.Directory, _told++, true, _clock.Now()));
        Assert.Equal("none", await StandAsync(place, ada));
    }

    [Fact]
    public async Task Every_set_of_people_is_walked_in_portions()
    {
        var (place, ada, ben) = await PlaceAsync(gold: 1);
        await JoinAsync(place, ada, ben);
        await using var scope = _service.Scope(place.Organization);
        var people = scope.ServiceProvider.GetRequiredService<IPersonRepository>();

        foreach (var (who, id, expected) in new (Concerned, Guid, int)[]
        {
            (Concerned.Everybody, default, 2), (Concerned.Movers, default, 1), (Concerned.Granted, default, 2), (Concerned.Mapping, _mapping, 2),
            (Concerned.Directory, place.Directory.Value, 2), (Concerned.Held, place.Directory.Value, 0), (Concerned.Mapping, Guid.NewGuid(), 0),
        })
        {
            var found = 0;
            for (Guid? after = null; await people.NextAsync(new Scope(who, id), after, 1, default) is [var one]; after = one.UserId.Value)
                found++;
            Assert.Equal((who, expected), (who, found));
        }
    }

    [Fact]
    public async Task A_seat_is_given_to_nobody_by_a_count_that_is_not_true_any_more()
    {
        var place = await _service.NewPlaceAsync(seats: 1);
        await using var scope = _service.Scope(place.Organization);
        var plan = await scope.ServiceProvider.GetRequiredService<LicensingDbContext>().Plans.SingleAsync();
        await place.CreateUserAsync("ada");
        await _service.DrainAsync();

        plan.Move(used: 1);
        var plans = scope.ServiceProvider.GetRequiredService<IPlanRepository>();
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => plans.SaveMovesAsync(plan, CancellationToken.None));

        Assert.Equal(1, await _service.InAsync<LicensingDbContext, int>(place.Organization, db => db.Plans.Select(row => row.Used).SingleAsync()));
    }

    [Fact]
    public async Task Usage_is_kept_by_the_hour_filled_forward_and_added_up_by_the_month()
    {
        var start = new DateTimeOffset(2031, 1, 31, 22, 0, 0, TimeSpan.Zero);
        _clock.Advance(start - _clock.Now());
        var place = await _service.NewPlaceAsync(seats: 2);
        var ada = await place.CreateUserAsync("ada");
        await _service.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(30));
        var ben = await place.CreateUserAsync("ben");
        await _service.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(15));
        await place.SetActiveAsync(ada, false);
        await _service.DrainAsync();
        _clock.Advance(TimeSpan.FromHours(4));      // 02:45 of the next month

        var hours = await UsageAsync(place, UsageStep.Hour, start);
        Assert.Equal(["22 1/0 of 2, 2", "23 1/0 of 2, 1", "0 1/0 of 2, 1", "1 1/0 of 2, 1", "2 1/0 of 2, 1"], hours);
        Assert.Equal(["0 1/0 of 2, 2", "0 1/0 of 2, 1"], await UsageAsync(place, UsageStep.Day, start));
        Assert.Equal(["23 1/0 of 2, 1", "0 1/0 of 2, 1"], await UsageAsync(place, UsageStep.Hour, start, new UsagePlace(start, "standard"), 2));

        await place.SetActiveAsync(ben, false);
        await _service.DrainAsync();
        _clock.Advance(TimeSpan.FromDays(10));
        var months = await _service.SendAsync(place.Organization, new GetMonthlyUsage());
        // One hour with one seat, with a quarter of it two: then one to midnight; and 2:45 in the next month.
        Assert.Equal([("2031-01", 2, Math.Round(2.25 / 24, 3)), ("2031-02", 1, Math.Round(2.75 / 24, 3))], months.Select(one => (one.Month, one.Peak, one.SeatDays)));

        _clock.Advance(TimeSpan.FromDays(500));
        await new OldUsageJob(_service.Services.GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<OldUsageJob>.Instance).RunAsync(default);
        Assert.Equal(1, await _service.InAsync<LicensingDbContext, int>(place.Organization, db => db.UsageHours.CountAsync()));
    }

    [Fact]
    public async Task Notices_have_a_story_of_their_own()
    {
        var (place, _, _) = await PlaceAsync(gold: 1);
        await _service.SendAsync(place.Organization, new PutPlan("standard", "Standard", 1, 1, true, OverflowPolicy.Waitlist, null, null, null, null));

        var raised = await _service.InAsync<LicensingDbContext, List<EventRow>>(
            place.Organization, db => db.Events.Where(row => row.Type == "licensing.PlanNoticeRaised").OrderBy(row => row.Version).ToListAsync());
        Assert.Equal([1L, 2L], raised.Select(row => row.Version));
        Assert.All(raised, row => Assert.StartsWith("plan-notice:", row.Stream, StringComparison.Ordinal));
        Assert.Contains("used_100", raised[0].Payload, StringComparison.Ordinal);
        Assert.Contains("over_committed", raised[1].Payload, StringComparison.Ordinal);
    }

    private async Task<(Place Place, UserId Ada, UserId Ben)> PlaceAsync(int gold)
    {
        var place = await _service.NewPlaceAsync(seats: 5);
        Assert.Null((await _service.SendAsync(place.Organization, new PutPlan("gold", "Gold", gold, 9, false, OverflowPolicy.Waitlist, null, null, null, null))).Error);
        var ada = await place.CreateUserAsync("ada");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var ben = await place.CreateUserAsync("ben");
        await _service.DrainAsync();
        await PublishAsync<TeamsDbContext>(place, new PlanGrantChanged(_mapping, _told++, "gold", 0, "Guides", _clock.Now()));
        return (place, ada, ben);
    }

    private Task JoinAsync(Place place, params UserId[] users) => PublishAsync<TeamsDbContext>(place, new PlanGrantMembersChanged(
        _mapping, _told++, [.. users.Select(user => user.Value)], [], "group_push", _clock.Now()));

    private Task LeaveAsync(Place place, params UserId[] users) => PublishAsync<TeamsDbContext>(place, new PlanGrantMembersChanged(
        _mapping, _told++, [], [.. users.Select(user => user.Value)], "group_push", _clock.Now()));

    private Task DirectoryAsync(Place place, string status, BreakerFacts? breaker = null) => PublishAsync<IdentityDbContext>(place, new DirectoryChanged(
        place.Directory, _told++, new DirectoryFacts("Okta", "okta", status, null, false, breaker ?? new BreakerFacts(null, null), false), _clock.Now()));

    // As if its module had raised it.
    private async Task PublishAsync<TContext>(Place place, IDomainEvent happened) where TContext : ModuleDbContext
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _service.InAsync<TContext, int>(place.Organization, db =>
        {
            var row = new EventRow
            {
                Id = Guid.CreateVersion7(_clock.Now()), OrganizationId = place.Organization, Type = $"{db.Schema}.{happened.GetType().Name}",
                Stream = happened.Stream, Version = happened.Version, Payload = Subscriptions.Write(happened), At = _clock.Now(), Actor = "test",
                RequestId = Guid.CreateVersion7(),
            };
            db.Events.Add(row);
            db.Deliveries.Add(new DeliveryRow
            {
                EventId = row.Id, Consumer = LicensingDbContext.Module, OrganizationId = row.OrganizationId, Stream = row.Stream,
                Version = row.Version, RequestId = row.RequestId, AvailableAt = row.At,
            });
            return db.SaveChangesAsync();
        });
        await _service.DrainAsync();
        Assert.Equal(0, await _service.InAsync<TContext, int>(place.Organization, db => db.Deliveries.CountAsync()));
    }

    private Task LapseAsync() =>
        new LapsedHoldsJob(_service.Services.GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<LapsedHoldsJob>.Instance).RunAsync(default);

    private async Task<Reconciliation> ReconcileAsync(Place place, bool repair)
    {
        await using var scope = _service.Scope(place.Organization);
        return await scope.ServiceProvider.GetServices<IReconciler>().OfType<SeatReconciler>().Single().ReconcileAsync(repair, passed: null, default);
    }

    private async Task<string[]> UsageAsync(Place place, UsageStep step, DateTimeOffset from, UsagePlace? after = null, int most = 100) =>
    [
        .. (await _service.SendAsync(place.Organization, new GetUsage(from, _clock.Now(), step, after, most)))
            .Select(point => FormattableString.Invariant($"{point.At.Hour} {point.Used}/{point.Waitlisted} of {point.Seats}, {point.Peak}")),
    ];

    private async Task<string> StandAsync(Place place, params UserId[] users)
    {
        var seats = await _service.InAsync<LicensingDbContext, Dictionary<UserId, Seat>>(
            place.Organization, db => db.Seats.AsNoTracking().ToDictionaryAsync(seat => seat.UserId));
        return string.Join(' ', users.Select(user => seats.GetValueOrDefault(user) switch
        {
            null or { IsLive: false } => "none",
            { Status: SeatStatus.Releasing } seat => $"({seat.PlanKey})",
            var seat => (seat.Holds ? seat.PlanKey : "") + (seat.WaitsFor is { } awaited ? "→" + awaited : ""),
        }));
    }

    private async Task<string> CountsAsync(Place place) => string.Join(", ", (await _service.InAsync<LicensingDbContext, List<Plan>>(
        place.Organization, db => db.Plans.AsNoTracking().OrderBy(plan => plan.Key).ToListAsync()))
        .Select(plan => FormattableString.Invariant($"{plan.Key} {plan.Used}/{plan.Waiting}")));
}

public sealed class SeatsOnSqlite(SqliteDatabase database) : SeatTests(database), IClassFixture<SqliteDatabase>;

public sealed class SeatsOnPostgreSql(PostgreSqlDatabase database) : SeatTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class SeatsOnSqlServer(SqlServerDatabase database) : SeatTests(database), IClassFixture<SqlServerDatabase>;
