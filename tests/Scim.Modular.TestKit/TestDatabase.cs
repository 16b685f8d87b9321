using Microsoft.Data.SqlClient;

namespace Scim.Modular.TestKit;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}

/// <summary>
/// A database of one test or fixture, with the service's tables and nothing in them; gone when it is disposed of. The service makes the tables
/// once, by its own command, in a database that the others are copies of.
/// </summary>
public sealed class TestDatabase(DatabaseProvider provider, string connectionString, Func<Task> drop) : IAsyncDisposable
{
    private const string DataSource = "Data Source=";

    private static readonly Lazy<Task<TestDatabase>> SqliteTemplate = new(() => Task.Run(() => MigratedAsync(DatabaseProvider.Sqlite)));
    private static readonly Lazy<Task<TestDatabase>> PostgreSqlTemplate = new(() => Task.Run(() => MigratedAsync(DatabaseProvider.PostgreSql)));

    public const string SqlServerIsMissing = "SQL Server: set TEST_SQLSERVER to a connection string that may create databases";

    public DatabaseProvider Provider => provider;

    public string ConnectionString => connectionString;

    /// <summary>Null when there is no server of that kind to be had here (SQL Server without TEST_SQLSERVER).</summary>
    public static async Task<TestDatabase?> CreateAsync(DatabaseProvider provider, string prefix) => provider switch
    {
        DatabaseProvider.Sqlite => CreateSqlite(prefix, await SqliteTemplate.Value),
        DatabaseProvider.PostgreSql => await PostgresCluster.CreateDatabaseAsync(prefix, await PostgreSqlTemplate.Value),
        _ => await CreateSqlServerAsync(prefix),
    };

    /// <summary>One without tables. Null as above.</summary>
    public static async Task<TestDatabase?> CreateEmptyAsync(DatabaseProvider provider, string prefix) => provider switch
    {
        DatabaseProvider.Sqlite => CreateSqlite(prefix, null),
        DatabaseProvider.PostgreSql => await PostgresCluster.CreateDatabaseAsync(prefix, null),
        _ => await CreateSqlServerAsync(prefix),
    };

    public async ValueTask DisposeAsync() => await drop();

    private static async Task<TestDatabase> MigratedAsync(DatabaseProvider provider)
    {
        var template = (await CreateEmptyAsync(provider, "template"))!;
        var (exitCode, output) = await ScimService.RunToExitAsync(new ScimServiceOptions { Database = template }, "migrate");
        return exitCode == 0 ? template : throw new InvalidOperationException($"The tables could not be made:\n{output}");
    }

    private static TestDatabase CreateSqlite(string prefix, TestDatabase? template)
    {
        var file = Path.Combine(RunFolder.NewSubfolder(prefix), "scim.db");
        if (template is not null)
            File.Copy(template.ConnectionString[DataSource.Length..], file);
        return new TestDatabase(DatabaseProvider.Sqlite, DataSource + file, () => Task.CompletedTask);
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
