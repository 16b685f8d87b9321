[assembly: AssemblyFixture(typeof(SqliteService))]
[assembly: AssemblyFixture(typeof(PostgreSqlService))]
[assembly: AssemblyFixture(typeof(SqlServerService))]

namespace Scim.Modular.ConformanceTests.Infrastructure;

/// <summary>One service process per database, started by the first test that needs it and shared by the others.</summary>
public abstract class ServiceFixture : IAsyncDisposable
{
    private readonly Lazy<Task<ScimService>> _service;
    private TestDatabase? _database;

    protected ServiceFixture(DatabaseProvider provider)
    {
        Provider = provider;
        _service = new Lazy<Task<ScimService>>(() => Task.Run(StartAsync));
    }

    public DatabaseProvider Provider { get; }

    public Task<ScimService> ServiceAsync()
    {
        SkipWithoutServer();
        return _service.Value;
    }

    /// <summary>A database of its own, for tests that kill or break the service.</summary>
    public async Task<TestDatabase> NewDatabaseAsync()
    {
        SkipWithoutServer();
        return await TestDatabase.CreateAsync(Provider, "own") ?? throw new InvalidOperationException($"No {Provider}.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_service.IsValueCreated && _service.Value.IsCompletedSuccessfully)
            await (await _service.Value).DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task<ScimService> StartAsync()
    {
        _database = await TestDatabase.CreateAsync(Provider, "shared") ?? throw new InvalidOperationException($"No {Provider}.");
        return await ScimService.StartAsync(new ScimServiceOptions { Database = _database });
    }

    private void SkipWithoutServer()
    {
        if (Provider == DatabaseProvider.SqlServer && Environment.GetEnvironmentVariable("TEST_SQLSERVER") is not { Length: > 0 })
            Assert.Skip(TestDatabase.SqlServerIsMissing);
    }
}

public sealed class SqliteService() : ServiceFixture(DatabaseProvider.Sqlite);

public sealed class PostgreSqlService() : ServiceFixture(DatabaseProvider.PostgreSql);

public sealed class SqlServerService() : ServiceFixture(DatabaseProvider.SqlServer);
