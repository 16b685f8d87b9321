using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Databases;

/// <summary>Brings each module's tables to the version of this build.</summary>
public sealed class Migrator(ModuleCatalog modules, IServiceScopeFactory scopes, ILogger<Migrator> log)
{
    private const int ReadOnly = 8;

    /// <summary>Applies what is missing. Replicas that start together take turns by the database's own lock.</summary>
    public async Task MigrateAsync(CancellationToken ct)
    {
        foreach (var module in modules.All)
        {
            DatabaseTargets.Prepare(modules.TargetOf(module));
            await using var scope = scopes.CreateAsyncScope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            try
            {
                if (await PendingAsync(db, ct) is not { Length: > 0 } pending)
                    continue;
                log.LogInformation("Migrating the tables of {Module}: {Migrations}", module.Name, string.Join(", ", pending));
                await using var turn = await MigrationTurn.TakeAsync(db, modules.TargetOf(module), ct);
                await db.Database.MigrateAsync(ct);
            }
            catch (Exception failure) when (DatabaseErrors.IsUnavailable(failure))
            {
                throw new SettingException("ConnectionStrings__Database", $"The database of {module.Name} can't be opened: {failure.GetBaseException().Message}");
            }
        }
    }

    // Two processes that make one SQLite file at the same time can meet half-way through its header: the second one looks again.
    private static async Task<string[]> PendingAsync(ModuleDbContext db, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return [.. await db.Database.GetPendingMigrationsAsync(ct)];
            }
            catch (SqliteException halfMade) when (halfMade.SqliteErrorCode == ReadOnly && tries < 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50 * tries), ct);
            }
        }
    }

    /// <summary>The modules whose tables are older than this build.</summary>
    public async Task<IReadOnlyList<string>> BehindAsync(CancellationToken ct)
    {
        var behind = new List<string>();
        foreach (var module in modules.All)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
                behind.Add(module.Name);
        }

        return behind;
    }
}
