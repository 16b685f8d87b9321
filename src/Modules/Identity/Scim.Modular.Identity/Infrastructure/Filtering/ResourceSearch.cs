using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>
/// Runs lists in the database: nothing is filtered, sorted or paged in memory. The statements are text, so EF has nothing to translate
/// and nothing to remember for each filter that a client thinks of.
/// </summary>
internal sealed class ResourceSearch(IdentityDbContext db, PagePlaces places)
{
    private static readonly ConcurrentDictionary<DatabaseProvider, (JsonDialect Dialect, ResourceTables Tables)> Known = new();

    private readonly JsonDialect _dialect = KnownOf(db).Dialect;

    public async Task<(int Total, IReadOnlyList<FoundRow> Rows)> FindAsync(SearchResources search, CancellationToken ct)
    {
        if (search.Types.Count == 0)
            return (0, []);
        var sql = Write(search);
        if (sql.IsUnsortable)
            throw ScimException.InvalidValue($"sortBy: the resources can't be sorted by {search.Types.First(type => type.Sort is not null).Sort!.Attribute}, which is not kept with them.");
        if (sql.IsMixed)
            throw ScimException.InvalidValue("sortBy: the attribute has different types in the resource types that are searched.");
        return search.Page switch
        {
            { Take: 0 } => (await CountAsync(sql.Count(), sql, ct), []),
            CursorPage page => await ByCursorAsync(sql, page, ct),
            IndexPage { Skip: > 0 } page when search.Types is [{ Sort: null, Type.Kind: not ResourceKind.License }] =>
                await ByPlaceAsync(sql, page, places.Of(search, sql.Count(), sql.Parameters), ct),
            IndexPage page => await ByIndexAsync(sql, page, search, ct),
            _ => throw new ArgumentOutOfRangeException(nameof(search)),
        };
    }

    /// <summary>One resource, or null.</summary>
    public async Task<FoundRow?> OneAsync(GetResource query, CancellationToken ct)
    {
        var sql = Write(new SearchResources(query.Directory, [new SearchedType(query.Type, null, null, false)], "", new IndexPage(0, 1)));
        return sql.One(query.Id) is { } one ? (await ReadAsync(one, sql, ct)).SingleOrDefault() : null;
    }

    /// <summary>Whether a resource of this type, in any directory of the organization, has values of an extension.</summary>
    public async Task<bool> HasValuesAsync(string type, string extension, CancellationToken ct)
    {
        var (table, ofType) = type switch
        {
            "User" => ("users", "r.deleted_at IS NULL"),
            "Group" => ("groups", "1 = 1"),
            _ => ("resources", "r.type = {1}"),
        };
        var sql = $"SELECT COUNT(*) FROM {TableName(db, table)} AS r WHERE r.organization_id = {FilterRows.Organization} AND {ofType} AND {_dialect.Exists("r.search", extension)}";
        List<object> parameters = ofType.Contains("{1}", StringComparison.Ordinal) ? [db.CurrentOrganization.Value, type] : [db.CurrentOrganization.Value];
        await using var reader = await ExecuteAsync(sql, parameters, ct);
        await reader.ReadAsync(ct);
        return Convert.ToInt64(reader.DbDataReader.GetValue(0), CultureInfo.InvariantCulture) > 0;
    }

    /// <summary>The statement of a page, for those who look at what is sent.</summary>
    public ListSql Write(SearchResources search) => new(_dialect, KnownOf(db).Tables, db.CurrentOrganization, search);

    // When the page shows that nothing comes after it, the number is known without counting: a lookup by name is one statement.
    private async Task<(int, IReadOnlyList<FoundRow>)> ByIndexAsync(ListSql sql, IndexPage page, SearchResources search, CancellationToken ct)
    {
        // The count has no parameter of the page, so it is written first: each database refuses one that is not in its statement.
        var (count, parameters) = (sql.Count(), sql.Parameters.Count);
        var found = await ReadAsync(sql.Page(page.Skip, page.Take, after: null), sql, ct);
        var isLast = (found.Count > 0 && found.Count < page.Take) || (found.Count == 0 && page.Skip == 0);
        if (isLast)
            return (page.Skip + found.Count, found);
        sql.Parameters.RemoveRange(parameters, sql.Parameters.Count - parameters);
        if (found.Count > 0 && search.Types is [{ Sort: null }])
            places.Of(search, count, sql.Parameters).Note(page.Skip + found.Count, found[^1].Id);
        return (await CountAsync(count, sql, ct), found);
    }

    // A walk asks for the page behind the one it has just been given. Where that one ended is remembered; the count, which is needed anyway,
    // says in the same pass whether as many resources are still before that place. If so the page is found by key, wherever it is; if not,
    // it is found by counting, as any page is.
    private async Task<(int, IReadOnlyList<FoundRow>)> ByPlaceAsync(ListSql sql, IndexPage page, PagePlaces.OfList known, CancellationToken ct)
    {
        var parameters = sql.Parameters.Count;
        int? total = null;
        PlaceInList? after = null;
        if (known.At(page.Skip) is { } id && Guid.TryParse(id, out var place))
        {
            (total, var before) = await CountUpToAsync(sql.CountUpTo(place), sql, ct);
            sql.Parameters.RemoveRange(parameters, sql.Parameters.Count - parameters);
            if (before == page.Skip)
                after = new PlaceInList(0, null, id);
        }

        var found = await ReadAsync(sql.Page(after is null ? page.Skip : 0, page.Take, after), sql, ct);
        sql.Parameters.RemoveRange(parameters, sql.Parameters.Count - parameters);
        if (found.Count == page.Take)
            known.Note(page.Skip + found.Count, found[^1].Id);
        return (total ?? (found.Count > 0 && found.Count < page.Take ? page.Skip + found.Count : await CountAsync(sql.Count(), sql, ct)), found);
    }

    private async Task<(int, IReadOnlyList<FoundRow>)> ByCursorAsync(ListSql sql, CursorPage page, CancellationToken ct)
    {
        var (count, parameters) = (sql.Count(), sql.Parameters.Count);
        // One more than asked for says whether there is another page.
        var found = await ReadAsync(sql.Page(0, page.Take + 1, page.After), sql, ct);
        if (page.After is null && found.Count <= page.Take)
            return (found.Count, found);
        sql.Parameters.RemoveRange(parameters, sql.Parameters.Count - parameters);
        return (await CountAsync(count, sql, ct), found);
    }

    private async Task<List<FoundRow>> ReadAsync(string text, ListSql sql, CancellationToken ct)
    {
        var found = new List<FoundRow>();
        await using var reader = await ExecuteAsync(text, sql.Parameters, ct);
        while (await reader.ReadAsync(ct))
        {
            var row = reader.DbDataReader;
            found.Add(new FoundRow(
                row.GetInt32(0), row.GetString(1), row.GetString(2), _dialect.ReadTime(row, 3), _dialect.ReadTime(row, 4), row.GetInt64(5),
                sql.Kind is { } kind ? ReadKey(row, 6, kind) : null));
        }

        return found;
    }

    private async Task<int> CountAsync(string text, ListSql sql, CancellationToken ct)
    {
        await using var reader = await ExecuteAsync(text, sql.Parameters, ct);
        await reader.ReadAsync(ct);
        return Convert.ToInt32(reader.DbDataReader.GetValue(0), CultureInfo.InvariantCulture);
    }

    private async Task<(int Total, int Before)> CountUpToAsync(string text, ListSql sql, CancellationToken ct)
    {
        await using var reader = await ExecuteAsync(text, sql.Parameters, ct);
        await reader.ReadAsync(ct);
        var row = reader.DbDataReader;
        return (Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), Convert.ToInt32(row.GetValue(1), CultureInfo.InvariantCulture));
    }

    // By EF's own command, so that it is logged, counted and cut off in time as any other.
    private Task<RelationalDataReader> ExecuteAsync(string text, List<object> parameters, CancellationToken ct)
    {
        var command = db.GetService<IRawSqlCommandBuilder>().Build(text, parameters, db.Model);
        return command.RelationalCommand.ExecuteReaderAsync(
            new RelationalCommandParameterObject(
                db.GetService<IRelationalConnection>(), command.ParameterValues, readerColumns: null, db,
                db.GetService<IRelationalCommandDiagnosticsLogger>(), CommandSource.FromSqlQuery),
            ct);
    }

    private NormalValue? ReadKey(DbDataReader row, int column, SortKeyKind kind)
    {
        if (row.IsDBNull(column))
            return null;
        return kind switch
        {
            SortKeyKind.Number => NormalValue.Of(row.GetDecimal(column)),
            SortKeyKind.Boolean => NormalValue.Of(row.GetBoolean(column)),
            SortKeyKind.BooleanText => NormalValue.Of(row.GetValue(column) is string text ? text == "true" : row.GetInt64(column) != 0),
            SortKeyKind.Time => NormalValue.Of(_dialect.ReadTime(row, column).ToString("O", CultureInfo.InvariantCulture)),
            SortKeyKind.Id => NormalValue.Of(row.GetGuid(column).ToString("D")),
            _ => NormalValue.Of(row.GetString(column)),
        };
    }

    private static (JsonDialect Dialect, ResourceTables Tables) KnownOf(IdentityDbContext db) => Known.GetOrAdd(ProviderOf(db), static (provider, db) =>
    {
        var (dialect, sql) = (JsonDialect.Of(provider), db.GetService<ISqlGenerationHelper>());
        return (dialect, new ResourceTables(dialect, name => TableName(sql, provider, name)));
    }, db);

    private static string TableName(IdentityDbContext db, string name) => TableName(db.GetService<ISqlGenerationHelper>(), ProviderOf(db), name);

    private static string TableName(ISqlGenerationHelper sql, DatabaseProvider provider, string name) => provider == DatabaseProvider.Sqlite
        ? sql.DelimitIdentifier($"{IdentityDbContext.Name}_{name}")
        : sql.DelimitIdentifier(name, IdentityDbContext.Name);

    private static DatabaseProvider ProviderOf(IdentityDbContext db) =>
        db.Database.IsSqlite() ? DatabaseProvider.Sqlite : db.Database.IsNpgsql() ? DatabaseProvider.PostgreSql : DatabaseProvider.SqlServer;
}

/// <summary>A row of a list.</summary>
internal sealed record FoundRow(
    int Type, string Id, string Document, DateTimeOffset CreatedAt, DateTimeOffset LastModifiedAt, long Version, NormalValue? Key);
