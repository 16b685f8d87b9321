using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Platform.Events;

/// <summary>
/// The queue of one module's undelivered events. A claim takes the heads of streams only — an event whose stream has an older
/// undelivered one waits, whoever holds the older one — so the order within a stream needs no coordinator. What is claimed is never
/// chosen by "id greater than the last": a transaction that began first may commit last.
/// </summary>
internal sealed class DeliveryQueue(ModuleDbContext db, DatabaseProvider provider)
{
    /// <summary>Claims up to <paramref name="batch"/> events for a consumer.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> ClaimAsync(
        string consumer, Guid lease, DateTimeOffset now, DateTimeOffset until, int batch, CancellationToken ct)
    {
        var sql = Sql(db.Schema);
        // The SQL runs as it is, with nothing composed around it: an UPDATE can't be a subquery.
        var parameters = provider == DatabaseProvider.Sqlite
            ? new object[] { now.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(), lease, batch, consumer }
            : [now, until, lease, batch, consumer];
        await using var transaction = provider == DatabaseProvider.PostgreSql ? await db.Database.BeginTransactionAsync(ct) : null;
        var claimed = await db.Deliveries.FromSqlRaw(sql, parameters).IgnoreQueryFilters().AsNoTracking().ToListAsync(ct);
        if (transaction is not null)
            await transaction.CommitAsync(ct);
        return claimed;
    }

    /// <summary>Takes handled events off the queue: those that this claim still holds.</summary>
    public Task CompleteAsync(Guid lease, IReadOnlyCollection<Guid> events, string consumer, CancellationToken ct) =>
        db.Deliveries.IgnoreQueryFilters()
            .Where(row => row.Lease == lease && row.Consumer == consumer && events.Contains(row.EventId))
            .ExecuteDeleteAsync(ct);

    /// <summary>Puts a failed event back for later, or parks it.</summary>
    public Task DeferAsync(Guid lease, DeliveryRow row, DateTimeOffset availableAt, DateTimeOffset? parkedAt, string error, CancellationToken ct) =>
        db.Deliveries.IgnoreQueryFilters()
            .Where(held => held.Lease == lease && held.EventId == row.EventId && held.Consumer == row.Consumer)
            .ExecuteUpdateAsync(
                set => set.SetProperty(held => held.Attempts, held => held.Attempts + 1)
                    .SetProperty(held => held.AvailableAt, availableAt)
                    .SetProperty(held => held.ParkedAt, parkedAt)
                    .SetProperty(held => held.Error, error)
                    .SetProperty(held => held.Lease, (Guid?)null)
                    .SetProperty(held => held.LeasedUntil, (DateTimeOffset?)null),
                ct);

    /// <summary>Gives claimed events back: this process stops.</summary>
    public Task ReleaseAsync(Guid lease, CancellationToken ct) =>
        db.Deliveries.IgnoreQueryFilters()
            .Where(held => held.Lease == lease)
            .ExecuteUpdateAsync(
                set => set.SetProperty(held => held.Lease, (Guid?)null).SetProperty(held => held.LeasedUntil, (DateTimeOffset?)null), ct);

    private string Sql(string schema)
    {
        var holds = provider == DatabaseProvider.PostgreSql ? "older.holds_stream" : "older.holds_stream = 1";
        const string due = """
            head.consumer = {4} AND head.parked_at IS NULL AND head.available_at <= {0} AND (head.leased_until IS NULL OR head.leased_until < {0})
            """;
        return provider switch
        {
            DatabaseProvider.Sqlite => $$"""
                UPDATE {{schema}}_deliveries SET lease = {2}, leased_until = {1}
                WHERE rowid IN (
                    SELECT head.rowid FROM {{schema}}_deliveries AS head
                    WHERE {{due}} AND NOT EXISTS (
                        SELECT 1 FROM {{schema}}_deliveries AS older
                        WHERE older.consumer = head.consumer AND older.stream = head.stream AND older.version < head.version
                            AND (older.parked_at IS NULL OR {{holds}}))
                    ORDER BY head.event_id LIMIT {3})
                RETURNING *
                """,
            // A queue has thousands of rows now and none the next moment, and statistics are of one of the two. Planned for an empty table, this
            // would compare each row with each other one: so there is one way for the planner to take, along the indexes, for this transaction.
            // Materialized: a subquery in FROM may be run again for each row, and lock more than the batch each time.
            DatabaseProvider.PostgreSql => $$"""
                SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off;
                WITH chosen AS MATERIALIZED (
                    SELECT head.event_id, head.consumer FROM {{schema}}.deliveries AS head
                    WHERE {{due}} AND (
                        SELECT older.version FROM {{schema}}.deliveries AS older
                        WHERE older.consumer = head.consumer AND older.stream = head.stream AND older.version < head.version
                            AND (older.parked_at IS NULL OR {{holds}})
                        ORDER BY older.version LIMIT 1) IS NULL
                    ORDER BY head.event_id LIMIT {3} FOR UPDATE SKIP LOCKED)
                UPDATE {{schema}}.deliveries AS claimed SET lease = {2}, leased_until = {1}
                FROM chosen
                WHERE claimed.event_id = chosen.event_id AND claimed.consumer = chosen.consumer
                RETURNING claimed.*
                """,
            _ => $$"""
                UPDATE head SET lease = {2}, leased_until = {1}
                OUTPUT inserted.*
                FROM (
                    SELECT TOP ({3}) * FROM [{{schema}}].[deliveries] AS head WITH (UPDLOCK, READPAST, ROWLOCK)
                    WHERE {{due}} AND NOT EXISTS (
                        SELECT 1 FROM [{{schema}}].[deliveries] AS older
                        WHERE older.consumer = head.consumer AND older.stream = head.stream AND older.version < head.version
                            AND (older.parked_at IS NULL OR {{holds}}))
                    ORDER BY head.event_id) AS head
                """,
        };
    }
}
