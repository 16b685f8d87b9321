using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Scim.Modular.Benchmarks;

/// <summary>
/// The rows of users in the tables of all modules. Columns are read from the database, so that one which is added is copied without a
/// word here; the template's name is replaced wherever text contains it.
/// </summary>
internal sealed class Rows : IAsyncDisposable
{
    private static readonly (string Module, string Table, string Id)[] Tables =
    [
        ("identity", "users", "id"),
        ("identity", "user_emails", "user_id"),
        ("licensing", "people", "user_id"),
        ("teams", "people", "id"),
    ];

    private readonly DbConnection _connection;
    private readonly bool _isSqlite;

    private Rows(DbConnection connection) => (_connection, _isSqlite) = (connection, connection is SqliteConnection);

    public static async Task<Rows> OpenAsync(TestDatabase database)
    {
        DbConnection connection = database.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { CommandTimeout = 600 }.ConnectionString);
        await connection.OpenAsync();
        return new Rows(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Whether every module has heard of the user.</summary>
    public async Task<bool> AreThereAsync(string id)
    {
        foreach (var table in Tables)
        {
            if ((await ReadAsync($"SELECT COUNT(*) FROM {NameOf(table)} WHERE {table.Id} = {Literal(id)}"))[0][0] == "0")
                return false;
        }

        return true;
    }

    /// <summary>Copies a user, its name replaced by <see cref="Site.NameOf"/> the number and its id by <see cref="Site.IdOf"/> it.</summary>
    public async Task CopyAsync(string id, string name, int count)
    {
        foreach (var table in Tables)
        {
            var columns = await ColumnsAsync(table);
            var values = columns.Select(column => column.Name == table.Id ? NewId : IsText(column.Type) ? Renamed(column, name) : "t." + column.Name);
            await RunAsync($"""
                INSERT INTO {NameOf(table)} ({string.Join(", ", columns.Select(column => column.Name))})
                SELECT {string.Join(", ", values)} FROM {NameOf(table)} AS t CROSS JOIN {Numbers(count)} AS n WHERE t.{table.Id} = {Literal(id)}
                """);
        }

    }

    /// <summary>What PostgreSQL's autovacuum does by and by; SQLite has nobody who would.</summary>
    public async Task AnalyzeAsync()
    {
        if (!_isSqlite)
            await RunAsync("ANALYZE");
    }

    private string NewId => _isSqlite
        ? "printf('%08X-0000-7000-8000-000000000000', n.n)"
        : "(lpad(to_hex(n.n), 8, '0') || '-0000-7000-8000-000000000000')::uuid";

    private string NewName => _isSqlite ? "printf('u%06d', n.n)" : "'u' || lpad(n.n::text, 6, '0')";

    private static bool IsText(string type) => type.ToLowerInvariant() is "text" or "character varying" or "jsonb";

    private string Renamed((string Name, string Type) column, string name) => column.Type == "jsonb"
        ? $"replace(t.{column.Name}::text, '{name}', {NewName})::jsonb"
        : $"replace(t.{column.Name}, '{name}', {NewName})";

    private string Numbers(int count)
    {
        var most = count.ToString(CultureInfo.InvariantCulture);
        return _isSqlite
            ? $"(WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {most}) SELECT n FROM r)"
            : $"(SELECT n FROM generate_series(1, {most}) AS s(n))";
    }

    private string NameOf((string Module, string Table, string Id) table) =>
        _isSqlite ? $"\"{table.Module}_{table.Table}\"" : $"{table.Module}.{table.Table}";

    private string Literal(string id) => _isSqlite ? $"'{id.ToUpperInvariant()}'" : $"'{id}'";

    private async Task<IReadOnlyList<(string Name, string Type)>> ColumnsAsync((string Module, string Table, string Id) table) =>
        [.. (await ReadAsync(_isSqlite
            ? $"SELECT name, type FROM pragma_table_info('{table.Module}_{table.Table}')"
            : $"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '{table.Module}' AND table_name = '{table.Table}'"))
            .Select(row => (row[0], row[1]))];

    private async Task RunAsync(string sql)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<IReadOnlyList<string[]>> ReadAsync(string sql)
    {
        var rows = new List<string[]>();
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => FormattableString.Invariant($"{reader.GetValue(column)}"))]);
        return rows;
    }

    private DbCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // made here, of nothing that anybody sent
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
