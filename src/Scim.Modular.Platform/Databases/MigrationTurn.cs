using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// EF's migration lock on SQLite is a row. A process that is killed leaves it behind, and everybody after it would wait for ever. The
/// operating system's lock on a file ends with its process: whoever holds that one knows that a row which is there is nobody's.
/// </summary>
internal static class MigrationTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until nobody else migrates this file. The other databases' locks end with their connection, so there is none to take.</summary>
    public static async Task<IDisposable?> TakeAsync(ModuleDbContext db, DatabaseTarget target, CancellationToken ct)
    {
        if (target.Provider != DatabaseProvider.Sqlite)
            return null;
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
