using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Scim.Modular.Platform.Limits;

namespace Scim.Modular.Platform.Databases;

/// <summary>Sets a context up for its database: the provider, its time-outs, and the module's migrations for it.</summary>
public static class DatabaseSetup
{
    /// <summary>Chooses the provider. <paramref name="limits"/> become the time-outs of commands and locks.</summary>
    public static DbContextOptionsBuilder UseDatabase(this DbContextOptionsBuilder options, DatabaseTarget target, string schema, LimitOptions limits)
    {
        var seconds = (int)Math.Ceiling(limits.CommandTimeout.TotalSeconds);
        var history = "migrations";
        switch (target.Provider)
        {
            case DatabaseProvider.Sqlite:
                options.UseSqlite(Sqlite(target.ConnectionString, limits), db => db
                    .CommandTimeout(seconds).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).MigrationsHistoryTable($"{schema}_{history}"));
                options.AddInterceptors(new SqliteSession(limits));
                break;
            case DatabaseProvider.PostgreSql:
                options.UseNpgsql(PostgreSql(target.ConnectionString, limits), db => db
                    .CommandTimeout(seconds).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).MigrationsHistoryTable(history, schema));
                break;
            case DatabaseProvider.SqlServer:
                options.UseSqlServer(target.ConnectionString, db => db
                    .CommandTimeout(seconds).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter).MigrationsHistoryTable(history, schema));
                options.AddInterceptors(new SqlServerSession(limits));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(target), target.Provider, "No such database provider");
        }

        if (target.Provider != DatabaseProvider.Sqlite)
            options.AddInterceptors(new RowLockInterceptor(target.Provider));
#pragma warning disable EF1001 // EF has no public way to keep the migrations of three providers of one context in one assembly.
        options.ReplaceService<IMigrationsAssembly, MigrationsByProvider>();
#pragma warning restore EF1001
        options.ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        return options;
    }

    // Both settings are worth a factor of two on short statements. Nothing is ever set on a session, so there is nothing to reset.
    private static string PostgreSql(string text, LimitOptions limits)
    {
        var connection = new NpgsqlConnectionStringBuilder(text);
        if (!connection.ContainsKey("Max Auto Prepare") || connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = 50;
        connection.NoResetOnClose = true;
        connection.ApplicationName ??= "scim-modular";
        connection.Options ??= FormattableString.Invariant(
            $"-c lock_timeout={limits.LockTimeout.TotalMilliseconds:F0} -c idle_in_transaction_session_timeout={limits.RequestTimeout.TotalMilliseconds:F0}");
        return connection.ConnectionString;
    }

    private static string Sqlite(string text, LimitOptions limits) => new SqliteConnectionStringBuilder(text)
    {
        ForeignKeys = true,
        DefaultTimeout = (int)Math.Ceiling(limits.LockTimeout.TotalSeconds),
    }.ConnectionString;

    private sealed class SqliteSession(LimitOptions limits) : DbConnectionInterceptor
    {
        // FULL: an acknowledged write survives the loss of power, not only of the process.
        private readonly string _pragmas = FormattableString.Invariant(
            $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout={limits.LockTimeout.TotalMilliseconds:F0};");

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Run(connection, _pragmas);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Run(connection, _pragmas);
            return Task.CompletedTask;
        }
    }

    private sealed class SqlServerSession(LimitOptions limits) : DbConnectionInterceptor
    {
        private readonly string _settings = FormattableString.Invariant($"SET LOCK_TIMEOUT {limits.LockTimeout.TotalMilliseconds:F0};");

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Run(connection, _settings);
            return Task.CompletedTask;
        }
    }

    private static void Run(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
