using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// Lets one process migrate a database after the other, by a lock that ends with its process. EF's own does not do: on SQLite it is a row,
/// which a process that is killed leaves behind, and everybody after it would wait for ever; on PostgreSQL it ends with the transaction of
/// each migration, so that of two processes with two migrations to make both make the second.
/// </summary>
internal static class MigrationTurn
{
    private const long AdvisoryLock = 0x5C1_4D16; // any number that nobody else locks by

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until nobody else migrates this database. SQL Server's lock ends with its connection, so there is none to take.</summary>
    public static async Task<IAsyncDisposable?> TakeAsync(ModuleDbContext db, DatabaseTarget target, CancellationToken ct) => target.Provider switch
    {
        DatabaseProvider.Sqlite => await TakeFileAsync(db, target, ct),
        DatabaseProvider.PostgreSql => await TakeConnectionAsync(target, ct),
        _ => null,
    };

    // A connection of its own, and none of the pool's: the lock is the session's.
    private static async Task<IAsyncDisposable> TakeConnectionAsync(DatabaseTarget target, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(target.ConnectionString) { Pooling = false, CommandTimeout = 0 };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_advisory_lock({AdvisoryLock})";
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<IAsyncDisposable?> TakeFileAsync(ModuleDbContext db, DatabaseTarget target, CancellationToken ct)
    {
        var file = new SqliteConnectionStringBuilder(target.ConnectionString).DataSource;
        if (file is "" or ":memory:")
            return null;

        var turn = await LockAsync(file + ".migrating", ct);
        try
        {
            await db.Database.ExecuteSqlRawAsync(
                """CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL)""", ct);
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsLock" """, ct);
            return turn;
        }
        catch
        {
            await turn.DisposeAsync();
            throw;
        }
    }

    private static async Task<FileStream> LockAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException held) when (held.GetType() == typeof(IOException)) // not one of those that say why it can't be made at all
            {
                await Task.Delay(Pause, ct);
            }
        }
    }
}
