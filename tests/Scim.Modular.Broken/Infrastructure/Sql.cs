using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scim.Modular.Platform.Events;

namespace Scim.Modular.Broken.Infrastructure;

internal static class JoinsAcross
{
    private const string OnSqlite = "SELECT active FROM identity_users";

    public static string Sql(string name) => $"SELECT active FROM identity.users WHERE name = {name}";

    public static string OnSqlServer() => "SELECT active FROM [identity].[users]";
}

internal static class SeesEverybody
{
    public static IQueryable<EventRow> All(DbContext db) => db.Set<EventRow>().IgnoreQueryFilters();
}

internal static class WritesItsOwnSql
{
    public static Task<int> Delete(DbContext db) => db.Database.ExecuteSqlRawAsync("DELETE FROM things");

    public static DbCommand Command(DbConnection connection) => connection.CreateCommand();

    public static IRelationalCommand Built(IRawSqlCommandBuilder builder) => builder.Build("DELETE FROM things");
}

internal static class GivesNoReason
{
    public static DbCommand Command(DbConnection connection) => connection.CreateCommand();
}
