using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// Adds many rows of a table in one COPY, where PostgreSQL would else be sent a statement for each: a mapping on 20,000 people adds 100,000
/// rows. It happens within the transaction, and fails as an insert would.
/// </summary>
internal sealed class CopiedRows
{
    /// <summary>Below this many, the two round trips of a COPY cost what they save.</summary>
    private const int Many = 50;

    private static readonly ConcurrentDictionary<IEntityType, Table?> Tables = new();

    private readonly Table _table;
    private readonly EntityEntry[] _rows;

    private CopiedRows(Table table, EntityEntry[] rows) => (_table, _rows) = (table, rows);

    /// <summary>Takes what is added in such numbers, so that EF saves the rest. Changes must have been detected.</summary>
    public static IReadOnlyList<CopiedRows> Take(DbContext db)
    {
        if (db.Database.CurrentTransaction is null || !db.Database.IsNpgsql())
            return [];

        var taken = new List<CopiedRows>();
        foreach (var rows in db.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added).GroupBy(entry => entry.Metadata).ToArray())
        {
            EntityEntry[] added = [.. rows];
            if (added.Length < Many || Tables.GetOrAdd(rows.Key, Table.Of) is not { } table)
                continue;
            foreach (var entry in added)
                entry.State = EntityState.Unchanged;
            taken.Add(new(table, added));
        }

        return taken;
    }

    /// <summary>Adds them: after what EF saves, which are the rows that these refer to and those that make room for them.</summary>
    /// <returns>How many it was.</returns>
    public async Task<int> CopyAsync(DbContext db, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var writer = await connection.BeginBinaryImportAsync(_table.Command, ct);
        foreach (var entry in _rows)
        {
            await writer.StartRowAsync(ct);
            foreach (var column in _table.Columns)
            {
                if (column.ValueOf(entry.Entity) is { } value)
                    await writer.WriteAsync(value, column.Type, ct);
                else
                    await writer.WriteNullAsync(ct);
            }
        }

        await writer.CompleteAsync(ct);
        return _rows.Length;
    }

    private sealed record Table(string Command, Column[] Columns)
    {
        /// <returns>Null for a table that others refer to, or whose columns the database fills in.</returns>
        public static Table? Of(IEntityType type)
        {
            var name = StoreObjectIdentifier.Create(type, StoreObjectType.Table);
            var properties = type.GetProperties().ToArray();
            if (name is not { } table || type.GetReferencingForeignKeys().Any() || type.GetComplexProperties().Any()
                || properties.Any(property => property.IsShadowProperty() || property.ValueGenerated != ValueGenerated.Never))
            {
                return null;
            }

            var columns = string.Join(", ", properties.Select(property => $"\"{property.GetColumnName(table)}\""));
            return new(
                $"COPY \"{table.Schema}\".\"{table.Name}\" ({columns}) FROM STDIN (FORMAT BINARY)",
                [.. properties.Select(Column.Of)]);
        }
    }

    private sealed record Column(Func<object, object?> ValueOf, string Type)
    {
        public static Column Of(IProperty property)
        {
            var (read, mapping) = (property.GetGetter(), (RelationalTypeMapping)property.GetTypeMapping());
            return new(
                mapping.Converter is { } converter ? row => converter.ConvertToProvider(read.GetClrValue(row)) : read.GetClrValue,
                mapping.StoreTypeNameBase);
        }
    }
}
