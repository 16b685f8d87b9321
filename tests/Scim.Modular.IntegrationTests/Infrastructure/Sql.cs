using System.Data.Common;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.IntegrationTests.Infrastructure;

/// <summary>SQL that the service would never send: around its guards, or to ask the database what it makes of a statement.</summary>
internal static class Sql
{
    /// <summary>A table's name as statements of this database write it.</summary>
    public static string Table<TRow>(this ModuleDbContext db)
    {
        var row = db.Model.FindEntityType(typeof(TRow))!;
        return db.Database.IsSqlite() ? $"\"{row.GetTableName()}\"" : row.GetSchemaQualifiedTableName()!;
    }

    /// <summary>An identifier as this database stores it.</summary>
    public static string Id(this ModuleDbContext db, Guid id) => db.Database.IsSqlite() ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'";

    public static async Task<int> RunAsync(this ModuleDbContext db, string sql)
    {
        await using var command = await CommandAsync(db, sql);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows, each as its columns with commas between.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(this ModuleDbContext db, string sql, IEnumerable<(string Name, object? Value)>? parameters = null)
    {
        await using var command = await CommandAsync(db, sql);
        foreach (var (name, value) in parameters ?? [])
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column => FormattableString.Invariant($"{reader.GetValue(column)}"))));
        return rows;
    }

    private static async Task<DbCommand> CommandAsync(ModuleDbContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // made by tests, of nothing that a client sent
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
