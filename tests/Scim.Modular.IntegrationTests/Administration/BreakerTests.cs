using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Administration;

/// <summary>A directory whose breaker has tripped in one module: what Identity makes of it, and what an administrator decides.</summary>
public abstract class BreakerTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private InProcessService _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database, _clock);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_suspicion_of_either_module_holds_the_directory_until_an_administrator_decides(bool approved)
    {
        var place = await _service.NewPlaceAsync();
        await SuspectAsync<LicensingDbContext>(place, new MassReleaseSuspected(place.Directory.Value, 1, 20, 40, _clock.Now()));
        await SuspectAsync<TeamsDbContext>(place, new MassRemovalSuspected(place.Directory.Value, 1, 20, 40, _clock.Now()));

        var held = await HeldAsync(place);
        Assert.Equal((true, 0), (held.Holding, held.Count));
        Assert.Equal(["seats", "teams"], held.Parts.Select(part => part.Part));
        Assert.Equal(["identity.DirectoryChanged holding"], await ToldAsync(place));

        Assert.Equal("changed_meanwhile", (await DecideAsync(place, approved, 1)).Error?.Code);
        Assert.Null((await DecideAsync(place, approved)).Error);

        Assert.False((await HeldAsync(place)).Holding);
        Assert.Equal(
            ["identity.DirectoryChanged holding", $"identity.HeldChangesDecided {(approved ? "approved" : "discarded")}", "identity.DirectoryChanged"],
            await ToldAsync(place));
        Assert.Equal("nothing_held", (await DecideAsync(place, approved)).Error?.Code);
    }

    [Fact]
    public async Task A_suspicion_that_comes_late_was_part_of_the_decision_and_a_new_one_holds_again()
    {
        var place = await _service.NewPlaceAsync();
        var first = _clock.Now();
        await SuspectAsync<LicensingDbContext>(place, new MassReleaseSuspected(place.Directory.Value, 1, 20, 40, first));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await DecideAsync(place, approved: true)).Error);

        await SuspectAsync<TeamsDbContext>(place, new MassRemovalSuspected(place.Directory.Value, 1, 20, 40, first));
        Assert.False((await HeldAsync(place)).Holding);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await SuspectAsync<TeamsDbContext>(place, new MassRemovalSuspected(place.Directory.Value, 2, 20, 40, _clock.Now()));
        Assert.Equal(_clock.Now(), (await HeldAsync(place)).HoldingSince);
    }

    [Fact]
    public async Task A_suspicion_about_a_directory_that_is_gone_is_none()
    {
        var place = await _service.NewPlaceAsync();
        Assert.Null((await _service.SendAsync(place.Organization, new DeleteDirectory(place.Directory, null))).Error);
        await SuspectAsync<LicensingDbContext>(place, new MassReleaseSuspected(place.Directory.Value, 1, 20, 40, _clock.Now()));
        Assert.Null(await _service.SendAsync(place.Organization, new GetHeldChanges(place.Directory)));
        Assert.Equal(DirectoryErrors.NotFound, (await DecideAsync(place, approved: true)).Error);
    }

    private async Task<DirectoryHeldChanges> HeldAsync(Place place) =>
        (await _service.SendAsync(place.Organization, new GetHeldChanges(place.Directory)))!;

    private Task<Result> DecideAsync(Place place, bool approved, long? revision = null) =>
        _service.SendAsync(place.Organization, new DecideHeldChanges(place.Directory, approved, revision));

    // As the module's outbox would hold it.
    private async Task SuspectAsync<TContext>(Place place, IDomainEvent happened) where TContext : ModuleDbContext
    {
        await _service.InAsync<TContext, int>(place.Organization, db =>
        {
            var row = new EventRow
            {
                Id = Guid.CreateVersion7(), OrganizationId = place.Organization, Type = $"{db.Schema}.{happened.GetType().Name}",
                Stream = happened.Stream, Version = happened.Version, Payload = System.Text.Json.JsonSerializer.Serialize(
                    happened, happened.GetType(), System.Text.Json.JsonSerializerOptions.Web),
                At = _clock.Now(), Actor = "system", RequestId = Guid.CreateVersion7(),
            };
            db.Add(row);
            db.Add(new DeliveryRow
            {
                EventId = row.Id, Consumer = "identity", OrganizationId = place.Organization, Stream = row.Stream, Version = row.Version,
                RequestId = row.RequestId, AvailableAt = _clock.Now(),
            });
            return db.SaveChangesAsync();
        });
        await _service.DrainAsync();
    }

    private async Task<string[]> ToldAsync(Place place) =>
    [
        .. (await _service.InAsync<IdentityDbContext, List<EventRow>>(place.Organization, db =>
            db.Events.AsNoTracking().Where(row => row.Type != "identity.DirectoryCreated" && row.Stream == "directory:" + place.Directory.ToString())
                .OrderBy(row => row.Version).ToListAsync()))
            .Select(row => row.Type + (row.Payload.Contains("\"holding\":true", StringComparison.Ordinal) ? " holding"
                : row.Payload.Contains("\"approved\":true", StringComparison.Ordinal) ? " approved"
                : row.Payload.Contains("\"approved\":false", StringComparison.Ordinal) ? " discarded" : "")),
    ];
}

public sealed class BreakerOnSqlite(SqliteDatabase database) : BreakerTests(database), IClassFixture<SqliteDatabase>;

public sealed class BreakerOnPostgreSql(PostgreSqlDatabase database) : BreakerTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class BreakerOnSqlServer(SqlServerDatabase database) : BreakerTests(database), IClassFixture<SqlServerDatabase>;
