using Npgsql;

namespace Scim.Modular.IntegrationTests.Infrastructure;

/// <summary>
/// A database of one test class with the tables of all modules, made by the service's own migrator. A class that runs on a provider
/// takes that provider's fixture; SQL Server is there when TEST_SQLSERVER names a server, and its tests are skipped by name when not.
/// </summary>
public abstract class ProvidedDatabase(DatabaseProvider provider) : IAsyncLifetime
{
    private TestDatabase? _database;

    public DatabaseProvider Provider => provider;

    internal TestDatabase Database
    {
        get
        {
            Assert.SkipWhen(_database is null, TestDatabase.SqlServerIsMissing);
            return _database!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _database = await CreateAsync();
        if (_database is null)
            return;
        await using var service = InProcessService.Create(_database);
        await service.MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual Task<TestDatabase?> CreateAsync() => TestDatabase.CreateAsync(provider, "integration");
}

public sealed class SqliteDatabase() : ProvidedDatabase(DatabaseProvider.Sqlite);

/// <summary>
/// Sorts and compares by the rules of a language, as a PostgreSQL is likely to do where nobody thought of it: what leans on the
/// database's own collation is found out here.
/// </summary>
public sealed class PostgreSqlDatabase() : ProvidedDatabase(DatabaseProvider.PostgreSql)
{
    protected override async Task<TestDatabase?> CreateAsync()
    {
        var database = (await base.CreateAsync())!;
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var name = connection.Database!;
        // The role of the tests' own server owns databases but may not make them.
        if (connection.Username == "scim_service")
            connection.Username = "postgres";
        connection.Database = "postgres";
        connection.Pooling = false;
        await using var server = new NpgsqlConnection(connection.ConnectionString);
        await server.OpenAsync();
        await using var command = server.CreateCommand();
        command.CommandText = $"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{name}'";
        var owner = await command.ExecuteScalarAsync();
        command.CommandText = $"DROP DATABASE \"{name}\"";
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"CREATE DATABASE \"{name}\" OWNER \"{owner}\" TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";
        await command.ExecuteNonQueryAsync();
        return database;
    }
}

public sealed class SqlServerDatabase() : ProvidedDatabase(DatabaseProvider.SqlServer);
