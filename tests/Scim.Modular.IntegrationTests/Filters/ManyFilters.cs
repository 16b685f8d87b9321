using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Identity.Infrastructure.Filtering;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>Asks the database many filters in one statement: a column for each, by the translation that every search goes through.</summary>
internal sealed class ManyFilters(Place place, ResourceTypeDefinition type)
{
    private const string Address = "https://scim.example.com/scim/v2/Dir";

    private bool IsUsers => type.Name == "User";

    /// <summary>For each filter the ids of the resources that match, in order.</summary>
    public Task<IReadOnlyList<string>[]> FindAsync(IReadOnlyList<TypedFilter> filters) =>
        place.Service.InAsync<IdentityDbContext, IReadOnlyList<string>[]>(place.Organization, async db =>
        {
            var parameters = new List<object> { place.Organization.Value, place.Directory.Value };
            var dialect = JsonDialect.Of(ProviderOf(db));
            var table = new ResourceTables(dialect, Table).Of(new ServedType(type, IsUsers ? ResourceKind.User : ResourceKind.Group));
            var columns = filters.Select(filter => $"CASE WHEN {new FilterSql(dialect, table.Filters, Address, parameters).Condition(filter)} THEN 1 ELSE 0 END");
            var sql = $"SELECT r.id, {string.Join(", ", columns)} FROM {table.Table} AS r WHERE {table.Condition}";
            return await ReadAsync(db, sql, parameters, filters.Count);

            string Table(string name) => db.Database.IsSqlite() ? $"\"identity_{name}\"" : $"identity.{name}";
        });

    private static Platform.Databases.DatabaseProvider ProviderOf(IdentityDbContext db) =>
        db.Database.IsSqlite() ? Platform.Databases.DatabaseProvider.Sqlite
        : db.Database.IsNpgsql() ? Platform.Databases.DatabaseProvider.PostgreSql
        : Platform.Databases.DatabaseProvider.SqlServer;

    // The statement goes out as raw SQL does in a search: EF Core gives the parameters their types.
    private static async Task<IReadOnlyList<string>[]> ReadAsync(IdentityDbContext db, string sql, List<object> parameters, int count)
    {
        var found = Enumerable.Range(0, count).Select(_ => new List<string>()).ToArray();
        var raw = db.GetService<IRawSqlCommandBuilder>().Build(sql, parameters, db.Model);
        await using var rows = await raw.RelationalCommand.ExecuteReaderAsync(new RelationalCommandParameterObject(
            db.GetService<IRelationalConnection>(), raw.ParameterValues, readerColumns: null, db, logger: null));
        while (await rows.ReadAsync())
        {
            var id = Guid.Parse(rows.DbDataReader.GetValue(0).ToString()!).ToString();
            for (var i = 0; i < count; i++)
            {
                if (rows.DbDataReader.GetInt32(i + 1) == 1)
                    found[i].Add(id);
            }
        }

        foreach (var ids in found)
            ids.Sort(StringComparer.Ordinal);
        return [.. found];
    }
}
