namespace Scim.Modular.ConformanceTests.Faults;

/// <summary>Two processes on one PostgreSQL, shared by the tests of a class; each test makes an organization of its own.</summary>
public sealed class TwoProcesses : IAsyncLifetime
{
    private TestDatabase? _database;

    public ScimService One { get; private set; } = null!;

    public ScimService Two { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseProvider.PostgreSql, "two");
        One = await ScimService.StartAsync(new ScimServiceOptions { Database = _database! });
        Two = await ScimService.StartAsync(Beside(One));
    }

    /// <summary>Another process on the same database, with what else it needs of its own.</summary>
    public static ScimServiceOptions Beside(ScimService other) =>
        new() { Database = other.Options.Database, AdminKey = other.Options.AdminKey, Settings = other.Options.Settings };

    public ScimClient Either(Tenant tenant, int i) => tenant.ScimOf(i % 2 == 0 ? One : Two);

    public async ValueTask DisposeAsync()
    {
        if (Two is not null)
            await Two.DisposeAsync();
        if (One is not null)
            await One.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }
}
