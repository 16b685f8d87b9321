using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Application.Organizations;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Identity.Infrastructure.Directories;
using Scim.Modular.IntegrationTests.Cost;
using Scim.Modular.Oversight.Application.Notices;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Infrastructure;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>What is the matter with a directory is told when it begins and when it ends, once each, whoever looks and however often.</summary>
public abstract class DirectoryAlertTests(ProvidedDatabase provided) : OversightTests(provided)
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_directory_whose_provider_stops_calling_is_told_once_and_is_over_with_the_next_call()
    {
        await using var receiver = new WebhookReceiver();
        var place = await PlaceAsync();
        Assert.Null((await Service.SendAsync(place.Organization, new CreateWebhook(receiver.Url, ["notice.raised"], null))).Error);
        await WatchAsync();                                 // never called: nothing to miss
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromHours(48) - Round * 2);
        await WatchAsync();
        Assert.Empty(await ToldAsync(place));

        await WatchAsync();
        await WatchAsync();
        Assert.Equal(["raised silent"], await ToldAsync(place));
        var open = Assert.Single(await OpenAsync(place));
        Assert.Equal(("silent", Clock.Now() - Round, (UserId?)null), (open.Kind, open.Since, open.UserId));
        Assert.Equal("The identity provider has not called since 2026-03-01 08:05 UTC.", open.Text);

        await CallAsync(place, 200);
        await WatchAsync();
        await WatchAsync();
        Assert.Equal(["raised silent", "resolved silent"], await ToldAsync(place));
        Assert.Empty(await OpenAsync(place));

        await SealAndSendAsync();
        var notices = await Service.SendAsync(place.Organization, new ListNotices(null, 10));
        Assert.Equal(
            [("directory_resolved", "Okta: The identity provider calls again."), ("directory", "Okta: " + open.Text)],
            notices.Select(notice => (notice.Kind, notice.Text)));
        var sent = receiver.Received.Select(message => JsonNode.Parse(message.Body)!["data"]!).ToArray();
        Assert.Equal([("raised", open.Text), ("resolved", "The identity provider calls again.")], sent.Select(data => (data.Text("state"), data.Text("text"))).Order());
        Assert.Single(sent.Select(data => data.Text("alertId")).Distinct());
        Assert.All(sent, data => Assert.Equal(("Okta", "silent", place.Directory.ToString()), (data.Text("directoryName"), data.Text("kind"), data.Text("directoryId"))));
    }

    [Fact]
    public async Task A_silence_outlives_the_log_of_calls()
    {
        var place = await PlaceAsync();
        var token = (await Service.SendAsync(place.Organization, new CreateToken(place.Directory, "main", null, null))).Value;
        await Service.SendAsync(place.Organization, new NoteTokenUses([new TokenUse(place.Organization, token.Id, Clock.Now())]));
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(91));
        while ((await Service.SendAsync(default, new RemoveOldRequests(Clock.Now().AddDays(-90)))).Value.Count > 0)
        {
        }

        Assert.False(await Service.InAsync<IdentityDbContext, bool>(place.Organization, db => db.Requests.AnyAsync()));

        await WatchAsync();
        Assert.Equal(["raised silent"], await ToldAsync(place));
    }

    [Fact]
    public async Task The_time_of_silence_is_a_setting()
    {
        var patient = NewProcess(("Alerts:SilentAfter", "7.00:00:00"));
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(6));
        await WatchAsync(patient);
        Assert.Empty(await ToldAsync(place));
        Clock.Advance(TimeSpan.FromDays(1));
        await WatchAsync(patient);
        Assert.Equal(["raised silent"], await ToldAsync(place));
    }

    [Fact]
    public async Task A_directory_whose_calls_are_refused_is_told_until_they_are_taken()
    {
        var place = await PlaceAsync();
        await CallAsync(place, 201, times: 15);
        await CallAsync(place, 409, times: 4);
        await WatchAsync();
        Assert.Empty(await ToldAsync(place));               // 4 of 19: too few calls

        await CallAsync(place, 500);
        await WatchAsync();
        Assert.Equal(["raised calls_refused"], await ToldAsync(place));
        Assert.Equal("5 of 20 calls of the last day were refused or failed.", Assert.Single(await OpenAsync(place)).Text);

        await CallAsync(place, 200, times: 2);              // 5 of 22: below where it began, not yet where it ends
        await WatchAsync();
        Assert.Single(await OpenAsync(place));
        await CallAsync(place, 200, times: 10);
        await WatchAsync();
        Assert.Equal(["raised calls_refused", "resolved calls_refused"], await ToldAsync(place));
    }

    [Fact]
    public async Task The_last_token_is_told_before_it_ends_and_when_it_has_ended()
    {
        var place = await PlaceAsync();
        var end = Clock.Now().AddDays(15);
        Task<Result<NewToken>> MakeAsync(string name, DateTimeOffset? until) => Service.SendAsync(place.Organization, new CreateToken(place.Directory, name, null, until));
        await MakeAsync("first", end);
        var second = (await MakeAsync("second", null)).Value;
        Clock.Advance(TimeSpan.FromDays(2));
        await WatchAsync();
        Assert.Empty(await ToldAsync(place));               // the second lives longer

        await Service.SendAsync(place.Organization, new RevokeToken(place.Directory, second.Id));
        await WatchAsync();
        Assert.Equal(["raised token_ending"], await ToldAsync(place));
        Assert.Contains("ends on " + end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Assert.Single(await OpenAsync(place)).Text, StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromDays(14));
        await WatchAsync();
        Assert.Equal("no_token", Assert.Single(await OpenAsync(place)).Kind);

        await MakeAsync("third", null);
        // Who looks sees at once that it is over; who was told is told with the next round.
        var health = (await Service.SendAsync(place.Organization, new GetDirectoryHealth([place.Directory])))[place.Directory];
        Assert.Empty(health.Matters);
        await WatchAsync();
        Assert.Equal(["raised token_ending", "raised no_token", "resolved token_ending", "resolved no_token"], await ToldAsync(place));
    }

    [Fact]
    public async Task Somebody_who_is_switched_on_and_off_is_named_and_others_are_not()
    {
        var place = await PlaceAsync();
        var (ann, ben) = (await place.CreateUserAsync("ann"), await place.CreateUserAsync("ben"));
        await place.SetActiveAsync(ben, false);
        for (var change = 0; change < 4; change++)
        {
            Assert.Empty(await ToldAsync(place));
            Clock.Advance(TimeSpan.FromHours(1));
            await place.SetActiveAsync(ann, change % 2 == 1);
            await WatchAsync();
        }

        Assert.Equal(["raised user_flapping"], await ToldAsync(place));
        var open = Assert.Single(await OpenAsync(place));
        Assert.Equal(ann, open.UserId);
        Assert.StartsWith("ann was deactivated and activated", open.Text, StringComparison.Ordinal);

        Clock.Advance(TimeSpan.FromHours(23));
        await WatchAsync();
        Assert.Single(await OpenAsync(place));
        Clock.Advance(TimeSpan.FromHours(1));
        await WatchAsync();
        Assert.Equal(["raised user_flapping", "resolved user_flapping"], await ToldAsync(place));
    }

    [Fact]
    public async Task Of_a_crowd_that_flaps_ten_are_told_and_stay_told()
    {
        var place = await PlaceAsync();
        var users = new List<UserId>();
        for (var i = 0; i < 13; i++)
            users.Add(await place.CreateUserAsync(FormattableString.Invariant($"user{i}")));
        async Task FlapAsync(IEnumerable<UserId> who)
        {
            foreach (var user in who)
            {
                for (var change = 0; change < 4; change++)
                    await place.SetActiveAsync(user, change % 2 == 1);
            }
        }

        await FlapAsync(users);
        await WatchAsync();
        var told = (await OpenAsync(place)).Select(alert => alert.UserId).ToHashSet();
        Assert.Equal(10, told.Count);

        // Those who were told flap last, and are told no second time.
        Clock.Advance(TimeSpan.FromHours(1));
        await FlapAsync(users.Where(user => told.Contains(user)));
        await WatchAsync();
        Assert.Equal(told, (await OpenAsync(place)).Select(alert => alert.UserId).ToHashSet());
        Assert.Equal(10, (await ToldAsync(place)).Length);
    }

    [Fact]
    public async Task A_breaker_that_holds_is_told_by_its_own_event_alone()
    {
        var place = await PlaceAsync();
        await Service.InAsync<IdentityDbContext, int>(place.Organization, async db =>
        {
            (await db.Directories.SingleAsync()).Hold(Clock.Now(), Clock.Now());
            return await db.SaveChangesAsync();
        });

        await WatchAsync();

        Assert.Empty(await ToldAsync(place));
        Assert.NotNull((await Service.SendAsync(place.Organization, new GetDirectory(place.Directory)))!.HoldingSince);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("deleted")]
    [InlineData("disabled meanwhile")]
    [InlineData("deleted meanwhile")]
    public async Task A_directory_that_is_disabled_or_deleted_ends_its_alerts(string how)
    {
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(3));
        var seen = await SeenAsync(place);
        if (!how.EndsWith("meanwhile", StringComparison.Ordinal))
            await WatchAsync();

        if (how.StartsWith("deleted", StringComparison.Ordinal))
            Assert.Null((await Service.SendAsync(place.Organization, new DeleteDirectory(place.Directory, null))).Error);
        else
            Assert.Null((await Service.SendAsync(place.Organization, new ChangeDirectory(place.Directory, new(Status: "disabled"), null))).Error);
        // What a watcher saw before comes too late.
        await Service.SendAsync(place.Organization, new SettleDirectoryAlerts([seen]));
        await WatchAsync();

        Assert.Equal(how.EndsWith("meanwhile", StringComparison.Ordinal) ? [] : ["raised silent", "resolved silent"], await ToldAsync(place));
        Assert.Empty(await OpenAsync(place));
    }

    [Fact]
    public async Task An_organization_is_deleted_with_its_alerts()
    {
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(3));
        await WatchAsync();

        Assert.Null((await Service.SendAsync(place.Organization, new DeleteOrganization(place.Organization, null))).Error);

        Assert.Empty(await OpenAsync(place));
        await WatchAsync();
    }

    [Fact]
    public async Task Two_processes_that_look_at_once_and_one_that_was_started_again_tell_once()
    {
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(3));
        InProcessService[] processes = [Service, NewProcess(), NewProcess()];

        // Each believes that it is its turn.
        await Task.WhenAll(processes.Select(process => Task.Run(() => LookAsync(process))));
        Assert.Equal(["raised silent"], await ToldAsync(place));
        await LookAsync(NewProcess());
        Assert.Equal(["raised silent"], await ToldAsync(place));

        await CallAsync(place, 200);
        await Task.WhenAll(processes.Select(process => Task.Run(() => LookAsync(process))));
        Assert.Equal(["raised silent", "resolved silent"], await ToldAsync(place));
    }

    [Fact]
    public async Task One_process_has_the_turn_until_it_is_gone()
    {
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        var (first, second) = (Worker<Watching>(Service), Worker<Watching>(NewProcess()));
        await first.RunAsync(CancellationToken.None);
        Clock.Advance(TimeSpan.FromDays(3));
        await first.RunAsync(CancellationToken.None);
        await CallAsync(place, 200);

        Clock.Advance(Round / 2);
        await second.RunAsync(CancellationToken.None);
        Assert.Equal(["raised silent"], await ToldAsync(place));

        Clock.Advance(Round);
        await second.RunAsync(CancellationToken.None);
        Assert.Equal(["raised silent", "resolved silent"], await ToldAsync(place));
    }

    [Fact]
    public async Task A_round_costs_the_same_for_3_directories_and_for_30()
    {
        for (var i = 0; i < 3; i++)
            await CallAsync(await PlaceAsync(), 200);
        await LookAsync();
        using var few = Statements.Listen();
        await LookAsync();
        var expected = few.Count;
        few.Dispose();

        for (var i = 0; i < 27; i++)
            await CallAsync(await PlaceAsync(), 200);
        using var many = Statements.Listen();
        await LookAsync();

        Assert.True(many.Count == 5 && expected == 5, $"{expected} and {many.Count}:\n{many}");
    }

    [Fact]
    public async Task A_round_searches_by_index_in_what_is_long()
    {
        var place = await PlaceAsync();
        await place.AddCrowdAsync(20_000);
        foreach (var _ in Enumerable.Range(0, 10))
            await CallAsync(place, 200, times: 1000);
        Clock.Advance(TimeSpan.FromDays(2));
        await CallAsync(place, 200);
        await Service.InAsync<IdentityDbContext, int>(place.Organization, db => db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.requests" : "ANALYZE"));

        using var statements = Statements.Listen();
        await LookAsync();
        var sent = statements.Sent;
        statements.Dispose();

        await Service.InAsync<IdentityDbContext, bool>(place.Organization, async db =>
        {
            Assert.SkipWhen(db.Database.IsSqlServer(), "SQL Server: SHOWPLAN is not read yet");
            foreach (var statement in sent.Where(one => one.Text.StartsWith("SELECT", StringComparison.Ordinal)))
            {
                var plan = string.Join('\n', await db.ReadAsync((db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.Text, statement.Parameters));
                Assert.DoesNotMatch(@"Seq Scan on (requests|users|events)\b", plan);
                // SQLite names a table by its alias in the statement.
                foreach (Match table in Regex.Matches(
                    statement.Text, "\"identity_(requests|users|events)\" AS \"(?<alias>\\w+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                    Assert.DoesNotMatch($@"SCAN {table.Groups["alias"].Value}\b", plan);
            }

            return true;
        });
    }

    [Fact]
    public async Task Open_alerts_are_counted_by_their_kind()
    {
        var place = await PlaceAsync();
        await CallAsync(place, 200);
        Clock.Advance(TimeSpan.FromDays(3));
        await LookAsync();
        var open = await Service.InAsync<IdentityDbContext, int>(null, db => db.DirectoryAlerts.IgnoreQueryFilters().CountAsync(alert => alert.Kind == "silent"));

        var measured = new AsyncLocal<Dictionary<string, long>?> { Value = [] };
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "scim.directory.alerts")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (measured.Value is { } mine)
                mine[(string)tags[0].Value!] = value;
        });
        listener.Start();
        await LookAsync();

        Assert.Equal(AlertKinds.All.Order(StringComparer.Ordinal), measured.Value!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(open, measured.Value["silent"]);
        Assert.True(open > 0);
    }

    // The clock of an earlier test may have been ahead of this one's.
    private async Task<Place> PlaceAsync()
    {
        await Service.InAsync<OversightDbContext, int>(null, db => db.Leases.ExecuteDeleteAsync());
        return await Service.NewPlaceAsync();
    }

    /// <summary>The next round of a process that has the turn.</summary>
    private async Task WatchAsync(InProcessService? process = null)
    {
        Clock.Advance(Round);
        await Worker<Watching>(process ?? Service).RunAsync(CancellationToken.None);
    }

    /// <summary>A round, whoever has the turn.</summary>
    private Task LookAsync(InProcessService? process = null) => (process ?? Service).Services.GetServices<IWatcher>().OfType<DirectoryWatch>().Single()
        .WatchAsync(_ => Task.FromResult(true), CancellationToken.None);

    private Task<DirectoryVitals> SeenAsync(Place place) => Service.InAsync<IdentityDbContext, DirectoryVitals>(
        place.Organization, async db => (await db.ReadVitalsAsync(db.Directories, Clock.Now(), CancellationToken.None))[0].Vitals);

    private async Task CallAsync(Place place, int status, int times = 1) => await Service.SendAsync(place.Organization, new SaveRequests(
        [.. Enumerable.Range(0, times).Select(_ => new ProvisioningRequest
        {
            OrganizationId = place.Organization, Id = Guid.CreateVersion7(), DirectoryId = place.Directory, At = Clock.Now(), Method = "GET", Path = "/Users",
            Status = status, DurationMs = 1, Summary = "A call.",
        })]));

    private async Task<AlertView[]> OpenAsync(Place place) =>
        [.. (await Service.SendAsync(place.Organization, new GetDirectoryAlerts([place.Directory])))[place.Directory]];

    private async Task<string[]> ToldAsync(Place place) =>
    [
        .. (await Service.InAsync<IdentityDbContext, List<Scim.Modular.Platform.Events.EventRow>>(place.Organization, db =>
                db.Events.AsNoTracking().Where(row => row.Type.StartsWith("identity.DirectoryAlert"))
                    .OrderBy(row => row.At).ThenBy(row => row.Version).ToListAsync()))
            .Select(row => JsonNode.Parse(row.Payload)!).Select(told => $"{told.Text("state")} {told.Text("kind")}"),
    ];

    private async Task SealAndSendAsync()
    {
        await SealAsync();
        while (await SendDueAsync() > 0)
        {
        }
    }
}

public sealed class DirectoryAlertOnSqlite(SqliteDatabase database) : DirectoryAlertTests(database), IClassFixture<SqliteDatabase>;

public sealed class DirectoryAlertOnPostgreSql(PostgreSqlDatabase database) : DirectoryAlertTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class DirectoryAlertOnSqlServer(SqlServerDatabase database) : DirectoryAlertTests(database), IClassFixture<SqlServerDatabase>;
