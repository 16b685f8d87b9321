#pragma warning disable EF1001 // See DatabaseSetup: there is no public way.
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;

namespace Scim.Modular.Platform.Databases;

/// <summary>
/// A module keeps the migrations of all three providers beside each other, in <c>Infrastructure/Migrations/{Provider}</c>; this picks
/// those of the provider in use, by namespace.
/// </summary>
internal sealed class MigrationsByProvider(
    ICurrentDbContext currentContext,
    IDbContextOptions options,
    IMigrationsIdGenerator idGenerator,
    IDiagnosticsLogger<DbLoggerCategory.Migrations> logger)
    : MigrationsAssembly(currentContext, options, idGenerator, logger)
{
    private readonly Type _context = currentContext.Context.GetType();
    private readonly string _ending = ".Migrations." + Folder(currentContext.Context.Database);
    private IReadOnlyDictionary<string, TypeInfo>? _migrations;
    private ModelSnapshot? _snapshot;

    public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
        _migrations ??= new SortedDictionary<string, TypeInfo>(
            Scan().ToDictionary(pair => pair.Id, pair => pair.Type, StringComparer.Ordinal), StringComparer.Ordinal);

    public override ModelSnapshot? ModelSnapshot =>
        _snapshot ??= Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(ModelSnapshot)) && IsOurs(type)
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == _context)
            .Select(type => (ModelSnapshot)Activator.CreateInstance(type)!)
            .SingleOrDefault();

    private bool IsOurs(Type type) => type.Namespace?.EndsWith(_ending, StringComparison.Ordinal) == true;

    // Not the base class's scan: it fails where two providers' migrations have the same id.
    private IEnumerable<(string Id, TypeInfo Type)> Scan() =>
        from type in Assembly.DefinedTypes
        where type.IsSubclassOf(typeof(Migration)) && IsOurs(type)
        let id = type.GetCustomAttribute<MigrationAttribute>()?.Id
        where id is not null && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == _context
        select (id, type);

    private static string Folder(DatabaseFacade database) =>
        database.IsSqlite() ? nameof(DatabaseProvider.Sqlite)
        : database.IsNpgsql() ? nameof(DatabaseProvider.PostgreSql)
        : nameof(DatabaseProvider.SqlServer);
}
