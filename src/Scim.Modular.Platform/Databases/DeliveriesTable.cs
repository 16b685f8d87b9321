using Microsoft.EntityFrameworkCore.Migrations;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// SQLite changes no primary key: the table is made again. EF would do so with foreign keys switched off, for which it leaves the
/// migration's transaction; this table has none, so it all stays in one.
/// </summary>
public static class DeliveriesTable
{
    private const string Columns =
        "consumer, event_id, attempts, available_at, error, holds_stream, lease, leased_until, organization_id, parked_at, request_id, stream, version";

    /// <summary>Makes a module's queue again, with another primary key.</summary>
    /// <param name="migration">The migration, of SQLite.</param>
    /// <param name="module">The module: the prefix of its tables.</param>
    /// <param name="key">The columns of the key, with a comma between.</param>
    public static void RebuildDeliveries(this MigrationBuilder migration, string module, string key)
    {
        ArgumentNullException.ThrowIfNull(migration);
        migration.Sql($"""
            CREATE TABLE {module}_deliveries_new (
                consumer TEXT NOT NULL, event_id TEXT NOT NULL, attempts INTEGER NOT NULL, available_at INTEGER NOT NULL, error TEXT NULL,
                holds_stream INTEGER NOT NULL, lease TEXT NULL, leased_until INTEGER NULL, organization_id TEXT NOT NULL, parked_at INTEGER NULL,
                request_id TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
                CONSTRAINT "PK_{module}_deliveries" PRIMARY KEY ({key}));
            INSERT INTO {module}_deliveries_new ({Columns}) SELECT {Columns} FROM {module}_deliveries;
            DROP TABLE {module}_deliveries;
            ALTER TABLE {module}_deliveries_new RENAME TO {module}_deliveries;
            CREATE INDEX "IX_{module}_deliveries_consumer_stream_version" ON {module}_deliveries (consumer, stream, version);
            CREATE INDEX "IX_{module}_deliveries_request_id" ON {module}_deliveries (request_id);
            """);
    }
}
