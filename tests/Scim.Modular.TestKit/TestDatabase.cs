using Microsoft.Data.SqlClient;

namespace Scim.Modular.TestKit;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>An empty database of one test or fixture; gone when it is disposed of.</summary>
public sealed class TestDatabase(DatabaseProvider provider, string connectionString, Func<Task> drop) : IAsyncDisposable
{
    public const string SqlServerIsMissing = "SQL Server: set TEST_SQLSERVER to a connection string that may create databases";

    public DatabaseProvider Provider => provider;

    public string ConnectionString => connectionString;

    /// <summary>Null when there is no server of that kind to be had here (SQL Server without TEST_SQLSERVER).</summary>
    public static async Task<TestDatabase?> CreateAsync(DatabaseProvider provider, string prefix) => provider switch
    {
        DatabaseProvider.Sqlite => CreateSqlite(prefix),
        DatabaseProvider.PostgreSql => await PostgresCluster.CreateDatabaseAsync(prefix),
        _ => await CreateSqlServerAsync(prefix),
    };

    public async ValueTask DisposeAsync() => await drop();

    private static TestDatabase CreateSqlite(string prefix)
    {
        var folder = RunFolder.NewSubfolder(prefix);
        return new TestDatabase(DatabaseProvider.Sqlite, $"Data Source={Path.Combine(folder, "scim.db")}", () => Task.CompletedTask);
    }

    private static async Task<TestDatabase?> CreateSqlServerAsync(string prefix)
    {
        if (Environment.GetEnvironmentVariable("TEST_SQLSERVER") is not { Length: > 0 } given)
            return null;

        var name = $"{prefix}_{Guid.NewGuid().ToString("N")[..12]}";
        await ExecuteAsync(given, $"CREATE DATABASE [{name}]");
        var connection = new SqlConnectionStringBuilder(given) { InitialCatalog = name };
        return new TestDatabase(
            DatabaseProvider.SqlServer,
            connection.ConnectionString,
            () => ExecuteAsync(given, $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]"));
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // names are made here, not taken from anybody
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
