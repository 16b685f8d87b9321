using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Licensing.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Teams.Infrastructure;

namespace Scim.Modular.IntegrationTests.Migrations;

/// <summary>An empty database becomes one that the service runs on, once, whoever starts first (B25, B26).</summary>
public abstract class MigrationTests(DatabaseProvider provider) : IAsyncDisposable
{
    private readonly List<InProcessService> _services = [];
    private TestDatabase? _database;

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_database_gets_all_tables_and_a_second_run_does_nothing()
    {
        var service = await NewProcessAsync();
        var migrator = service.Services.GetRequiredService<Migrator>();
        Assert.Equal(["identity", "licensing", "teams"], (await migrator.BehindAsync(CancellationToken.None)).Order());

        await service.MigrateAsync();
        Assert.Empty(await migrator.BehindAsync(CancellationToken.None));
        var place = await service.NewPlaceAsync(seats: 1);
        await place.CreateUserAsync("bjensen");
        await service.DrainAsync();

        using var statements = Statements.Listen();
        await service.MigrateAsync();
        Assert.DoesNotContain(statements.Sent, statement => !statement.Text.TrimStart().StartsWith("SELECT", StringComparison.Ordinal));
        Assert.Equal(["bjensen"], await service.InAsync<IdentityDbContext, List<string>>(
            place.Organization, db => db.Users.Select(user => user.UserName).ToListAsync()));
    }

    [Fact]
    public async Task Processes_that_start_together_take_turns()
    {
        var services = new List<InProcessService>();
        for (var i = 0; i < 6; i++)
            services.Add(await NewProcessAsync());

        await Task.WhenAll(services.Select(service => Task.Run(service.MigrateAsync))).WaitAsync(TimeSpan.FromMinutes(1));

        foreach (var service in services)
        {
            Assert.Empty(await service.Services.GetRequiredService<Migrator>().BehindAsync(CancellationToken.None));
            await (await service.NewPlaceAsync()).CreateUserAsync("bjensen");
        }
    }

    private protected async Task<InProcessService> NewProcessAsync()
    {
        _database ??= await TestDatabase.CreateEmptyAsync(provider, "migrations");
        Assert.SkipWhen(_database is null, TestDatabase.SqlServerIsMissing);
        var service = InProcessService.Create(_database!);
        _services.Add(service);
        return service;
    }
}

public sealed class MigrationsOnSqlite() : MigrationTests(DatabaseProvider.Sqlite)
{
    // EF's lock on SQLite is a row, which a process that is killed leaves behind; and nobody else would ever take it away.
    [Fact]
    public async Task A_lock_that_a_killed_process_left_behind_is_not_waited_for_for_ever()
    {
        var service = await NewProcessAsync();
        await service.InAsync<IdentityDbContext, int>(null, db => db.RunAsync("""
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" ("Id", "Timestamp") VALUES (1, '2026-01-01 00:00:00+00:00');
            """));

        await Task.Run(service.MigrateAsync).WaitAsync(TimeSpan.FromSeconds(60));
    }
}

public sealed class MigrationsOnPostgreSql() : MigrationTests(DatabaseProvider.PostgreSql);

public sealed class MigrationsOnSqlServer() : MigrationTests(DatabaseProvider.SqlServer);

/// <summary>The migrations of all providers are those of the model. It needs no database.</summary>
public sealed class ModelTests
{
    public static TheoryData<string, DatabaseProvider> All
    {
        get
        {
            var all = new TheoryData<string, DatabaseProvider>();
            foreach (var module in (string[])["identity", "licensing", "teams"])
            {
                foreach (var provider in Enum.GetValues<DatabaseProvider>())
                    all.Add(module, provider);
            }

            return all;
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_model_has_no_change_without_a_migration(string module, DatabaseProvider provider)
    {
        using var db = Context(module, provider);
        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.NotNull(db.GetService<IMigrationsAssembly>().ModelSnapshot);
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Theory, MemberData(nameof(All))]
    public void A_script_for_an_administrator_can_be_written(string module, DatabaseProvider provider)
    {
        using var db = Context(module, provider);
        var script = db.GetService<IMigrator>().GenerateScript();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!))
            Assert.Contains(table, script, StringComparison.Ordinal);
        if (provider == DatabaseProvider.Sqlite)
            return; // it can't test in SQL whether a migration was applied
        Assert.Contains("deliveries", db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent), StringComparison.Ordinal);
    }

    private static ModuleDbContext Context(string module, DatabaseProvider provider)
    {
        string[] args = ["--provider", provider.ToString()];
        return module switch
        {
            "identity" => new IdentityDbContextFactory().CreateDbContext(args),
            "licensing" => new LicensingDbContextFactory().CreateDbContext(args),
            _ => new TeamsDbContextFactory().CreateDbContext(args),
        };
    }
}
