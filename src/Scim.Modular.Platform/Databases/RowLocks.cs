using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// Reads rows in order to change them: whoever comes second waits, and sees what the first one made of them. EF has no word for it, so
/// the query carries a tag and the lock is written into its SQL. SQLite needs none: there a unit of work is the only writer.
/// </summary>
public static class RowLocks
{
    internal const string Tag = "for update";

    /// <summary>Locks the rows that the query finds, until the end of the transaction. For queries of one table.</summary>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> rows) => rows.TagWith(Tag);
}

internal sealed partial class RowLockInterceptor(DatabaseProvider provider) : DbCommandInterceptor
{
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (command.CommandText.StartsWith("-- " + RowLocks.Tag, StringComparison.Ordinal))
        {
            command.CommandText = provider == DatabaseProvider.PostgreSql
                ? command.CommandText + "\nFOR NO KEY UPDATE" // no key ever changes, so a foreign key's check need not wait
                : Table().Replace(command.CommandText, "$0 WITH (UPDLOCK, ROWLOCK)", 1);
        }

        return new(result);
    }

    [GeneratedRegex(@"FROM \[\w+\]\.\[\w+\] AS \[\w+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
