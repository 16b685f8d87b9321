using System.Globalization;
using System.Text.RegularExpressions;
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

    [Fact]
    public async Task A_claim_reads_what_it_takes_however_old_the_statistics_are() => await _service.InAsync<IdentityDbContext, bool>(_place.Organization, async db =>
    {
        Assert.SkipUnless(db.Database.IsNpgsql(), "Only PostgreSQL plans by statistics of its own and says what each step read");
        const int waiting = 3_000;
        const int batch = 100;
        await db.RunAsync("VACUUM ANALYZE identity.deliveries");        // of the empty queue
        var kept = await db.Events.AsNoTracking().OrderBy(row => row.Id).Take(waiting).ToListAsync();
        db.Deliveries.AddRange(kept.Select(row => new DeliveryRow
        {
            EventId = row.Id, OrganizationId = row.OrganizationId, Consumer = "licensing", Stream = row.Stream, Version = 1, AvailableAt = row.At, RequestId = row.RequestId,
        }));
        await db.SaveChangesAsync();
        var now = kept.Max(row => row.At).AddDays(1);

        using var statements = Statements.Listen();
        var claimed = await new DeliveryQueue(db, Platform.Databases.DatabaseProvider.PostgreSql).ClaimAsync("licensing", Guid.NewGuid(), now, now.AddMinutes(1), batch, CancellationToken.None);
        var sent = Assert.Single(statements.Sent, statement => statement.Text.Contains("deliveries", StringComparison.Ordinal));
        statements.Dispose();

        Assert.Equal(kept.Take(batch).Select(row => row.Id), claimed.Select(row => row.EventId).Order());
        await using var transaction = await db.Database.BeginTransactionAsync();
        var plan = string.Join('\n', await db.ReadAsync(sent.Text.Replace("WITH chosen", "EXPLAIN (ANALYZE) WITH chosen", StringComparison.Ordinal), sent.Parameters));
        var steps = Regex.Matches(plan, @"actual time=\S+ rows=(?<rows>\d+) loops=(?<loops>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.NotEmpty(steps);
        // The first hundred are leased by now: it passes them, and takes the next.
        Assert.All(steps, step => Assert.True(Number(step, "rows") * Number(step, "loops") <= 3 * batch, plan));
        await transaction.RollbackAsync();
        Assert.Equal("on", Assert.Single(await db.ReadAsync("SHOW enable_sort", [])));       // nobody else's plans are bent
        return true;
    });

    private static long Number(Match match, string group) => long.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

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
