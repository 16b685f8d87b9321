using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Cost;

/// <summary>
/// Events are kept as history for more than a year. What delivers and seals new ones goes past them: no statement reads the table of
/// events from end to end, and none the queue of what waits.
/// </summary>
public abstract class HistoryTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private const int Kept = 20_000;
    private InProcessService _service = null!;
    private Place _place = null!;

    public async ValueTask InitializeAsync()
    {
        _service = InProcessService.Create(provided.Database);
        _place = await _service.NewPlaceAsync();
        await _service.DrainAsync();
        await KeepAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_delivery_does_not_search_what_is_kept()
    {
        await _place.CreateUserAsync("ann");
        using var statements = Statements.Listen();
        Assert.InRange(await _service.DispatchAsync("identity"), 1, 10);
        var sent = statements.Sent;
        statements.Dispose();

        Assert.Contains(sent, statement => statement.Text.Contains("deliveries", StringComparison.Ordinal));
        foreach (var statement in sent)
            await AssertSearchesAsync(statement);
    }

    [Fact]
    public async Task Sealing_does_not_search_what_is_sealed()
    {
        await _place.CreateUserAsync("bob");
        await _service.DrainAsync();
        var module = _service.Modules.Named("identity");
        var unsealed = _service.Services.GetRequiredService<UnsealedEvents>();

        using var statements = Statements.Listen();
        var found = await unsealed.ReadAsync(module, [], 500, CancellationToken.None);
        await unsealed.MarkAsync(module, found, CancellationToken.None);
        var sent = statements.Sent;
        Assert.Empty(await unsealed.ReadAsync(module, [], 500, CancellationToken.None));
        statements.Dispose();

        Assert.NotEmpty(found);
        foreach (var statement in sent)
            await AssertSearchesAsync(statement);
    }

    private async Task AssertSearchesAsync(Statement statement) => await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
    {
        Assert.SkipWhen(db.Database.IsSqlServer(), "SQL Server: SHOWPLAN is not read yet");
        if (!statement.Text.Contains("events", StringComparison.Ordinal))
            return true;
        var plan = string.Join('\n', await db.ReadAsync((db.Database.IsSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.Text, statement.Parameters));
        Assert.DoesNotMatch(db.Database.IsSqlite() ? @"SCAN [te]\d*(\n|$)" : "Seq Scan on events", plan);
        return true;
    });

    // Sealed events of long ago, copied from one.
    private async Task KeepAsync() => await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
    {
        await _place.CreateUserAsync("like");
        await _service.DrainAsync();
        await db.Events.ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, true));
        var like = await db.Events.AsNoTracking().FirstAsync();
        foreach (var chunk in Enumerable.Range(1, Kept).Chunk(2_000))
        {
            db.Events.AddRange(chunk.Select(number => new EventRow
            {
                Id = Guid.CreateVersion7(like.At), OrganizationId = like.OrganizationId, Type = like.Type, Stream = FormattableString.Invariant($"kept:{number}"),
                Version = 1, Payload = like.Payload, At = like.At, Actor = like.Actor, RequestId = like.RequestId,
            }));
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await db.Events.ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, true));
        await db.RunAsync(db.Database.IsSqlServer() ? "UPDATE STATISTICS identity.events" : "ANALYZE");
        return true;
    });
}

public sealed class HistoryOnSqlite(SqliteDatabase database) : HistoryTests(database), IClassFixture<SqliteDatabase>;

public sealed class HistoryOnPostgreSql(PostgreSqlDatabase database) : HistoryTests(database), IClassFixture<PostgreSqlDatabase>;

public sealed class HistoryOnSqlServer(SqlServerDatabase database) : HistoryTests(database), IClassFixture<SqlServerDatabase>;
