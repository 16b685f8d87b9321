using Microsoft.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;
using Npgsql;

namespace Scim.Modular.Identity.Infrastructure;

/// <summary>Removes everything below a directory or an organization by statements over sets, the dependent rows first.</summary>
internal static class Removal
{
    /// <summary>
    /// Runs the removal. When somebody wrote a dependent row between two of its statements, a foreign key refuses the next one: then the
    /// unit of work lost a race and runs again, like any other that lost one.
    /// </summary>
    public static async Task RunAsync(Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (Exception refused) when (IsForeignKey(refused))
        {
            throw new DbUpdateConcurrencyException("Something was written to what is being removed.", refused);
        }
    }

    private static bool IsForeignKey(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.ForeignKeyViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == 787,
        SqlException server => server.Number == 547,
        _ => false,
    };
}
