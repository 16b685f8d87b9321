using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Identity.Application;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Protocol.Filtering;

namespace Scim.Modular.Identity.Infrastructure.Filtering;

/// <summary>Runs a filter in the database and takes a page of what it finds. Nothing is filtered or paged in memory.</summary>
internal sealed class ResourceSearch(IdentityDbContext db)
{
    private readonly JsonDialect _dialect = JsonDialect.Of(
        db.Database.IsSqlite() ? DatabaseProvider.Sqlite : db.Database.IsNpgsql() ? DatabaseProvider.PostgreSql : DatabaseProvider.SqlServer);

    /// <summary>The rows of a directory that match. Their DbSet's query filter keeps them to the organization.</summary>
    public IQueryable<TRow> Matching<TRow>(
        DbSet<TRow> rows, DirectoryId directory, TypedFilter filter, Func<JsonDialect, Func<string, string>, FilterTables> tables,
        string location, string table) where TRow : class
    {
        var parameters = new List<object> { db.CurrentOrganization.Value, directory.Value };
        var condition = new FilterSql(_dialect, tables(_dialect, TableName), location, parameters).Condition(filter);
        var sql = $"SELECT r.* FROM {TableName(table)} AS r WHERE r.organization_id = {FilterRows.Organization} AND r.directory_id = {FilterRows.Directory} AND {condition}";
        return rows.FromSqlRaw(sql, [.. parameters]);
    }

    /// <summary>
    /// The page and the number of all. When the page shows that nothing comes after it, the number is known without counting: the lookup
    /// of one user by name is one statement.
    /// </summary>
    public static async Task<FoundResources<TRow>> PageAsync<TRow>(
        IQueryable<TRow> matching, IQueryable<TRow> ordered, ResourcePage page, CancellationToken ct)
    {
        var found = page.Take == 0 ? [] : await ordered.Skip(page.Skip).Take(page.Take).ToListAsync(ct);
        var isLast = found.Count > 0 && found.Count < page.Take || (found.Count == 0 && page is { Skip: 0, Take: > 0 });
        return new(isLast ? page.Skip + found.Count : await matching.CountAsync(ct), found);
    }

    private string TableName(string name)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        return db.Database.IsSqlite()
            ? sql.DelimitIdentifier($"{IdentityDbContext.Name}_{name}")
            : sql.DelimitIdentifier(name, IdentityDbContext.Name);
    }
}
