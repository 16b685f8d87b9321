using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scim.Modular.Platform.Databases;

/// <summary>Reads what a database's error means.</summary>
public static class DatabaseErrors
{
    /// <summary>
    /// A race was lost: a unique key was taken or a row that is referred to was removed in the meantime, or the database chose this transaction as the victim of a deadlock or of
    /// a conflict. The unit of work was rolled back and may be tried again, as a whole.
    /// </summary>
    public static bool IsConflict(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => true,
        DbUpdateException { InnerException: { } inner } => IsConflict(inner),
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ForeignKeyViolation,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 || sqlite.SqliteExtendedErrorCode is 1555 or 2067 or 787,
        SqlException server => server.Number is 2601 or 2627 or 1205 or 1222 or 3960 or 547,
        _ => false,
    };

    /// <summary>The database can't be reached, or gave up for now.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState.StartsWith("57P", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("53", StringComparison.Ordinal),
        NpgsqlException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 10 or 13 or 14,
        SqlException server => server.Number is -2 or -1 or 2 or 53 or 40613 or 40501 or 1205 or 1222,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };
}
