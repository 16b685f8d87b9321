using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Mono.Cecil;
using Scim.Modular.ArchitectureTests.Reading;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.ArchitectureTests.Rules;

internal sealed class ModulesKeepToTheirSchema() : ArchitectureRule(
    "Schemas",
    "A module has one DbContext, whose schema is the module's name, and no table or foreign key of it is in another",
    "Scim.Modular.Broken → 2 contexts", "Scim.Modular.Broken.Infrastructure.BrokenDbContext → schema elsewhere",
    "Scim.Modular.Broken.Infrastructure.SecondDbContext → is no ModuleDbContext",
    "Scim.Modular.Broken.Infrastructure.SecondDbContext → table teams.",
    "Scim.Modular.Broken.Infrastructure.SecondDbContext → foreign key to teams.")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        foreach (var module in solution.Modules)
        {
            var contexts = ModuleModel.ContextsOf(module).ToArray();
            if (contexts.Length != 1)
                found.Break(module.Name, $"{contexts.Length} contexts");
        }

        foreach (var model in solution.Models.Value)
        {
            var context = model.Context.Shown();
            var own = model.Project.Module.ToLowerInvariant();
            found.Look();
            if (model.Schema is null)
                found.Break(context, "is no ModuleDbContext");
            else if (model.Schema != own)
                found.Break(context, $"schema {model.Schema}");
            foreach (var entity in model.Tables.GetEntityTypes())
            {
                if (entity.GetTableName() is not null && !IsIn(own, entity, model.Provider))
                    found.Break(context, $"table {Named(entity)} of {entity.ClrType.FullName}");
                foreach (var key in entity.GetForeignKeys().Where(key => !IsIn(own, key.PrincipalEntityType, model.Provider)))
                    found.Break(context, $"foreign key to {Named(key.PrincipalEntityType)} from {entity.GetTableName()}");
            }
        }
    }

    private static bool IsIn(string own, IReadOnlyEntityType entity, DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite
            ? entity.GetTableName()!.StartsWith(own + "_", StringComparison.Ordinal)
            : entity.GetSchema() == own;

    private static string Named(IReadOnlyEntityType entity) => $"{entity.GetSchema()}.{entity.GetTableName()}";
}

internal sealed class SqlNamesOnlyItsOwnSchema() : ArchitectureRule(
    "SQL",
    "A text in a module names no table of another module",
    "Scim.Modular.Broken.Infrastructure.JoinsAcross → identity.users", "Scim.Modular.Broken.Infrastructure.JoinsAcross → [identity].[users]",
    "Scim.Modular.Broken.Infrastructure.JoinsAcross → identity_users")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        // SQLite has no schemas, so there the table's name says whose it is; in other databases a point follows the schema.
        var tables = Solution.Real.Models.Value.Where(model => model.Provider == DatabaseProvider.Sqlite)
            .SelectMany(model => model.Tables.GetEntityTypes().Select(entity => entity.GetTableName()!))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var (project, type) in solution.Types.Where(one => one.Project.Kind is ProjectKind.Module or ProjectKind.Platform or ProjectKind.Host))
        {
            found.Look();
            foreach (var other in Solution.Real.Modules.Where(module => module.Module != project.Module))
            {
                var schema = other.Module.ToLowerInvariant();
                var own = tables.Where(table => table.StartsWith(schema + "_", StringComparison.Ordinal)).Select(Regex.Escape);
                var names = new Regex(
                    $"""(?<![\w.:/])["\[]?{schema}["\]]?\.["\[]?[a-z_]+["\]]?|\b({string.Join('|', own)})\b""",
                    RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                foreach (var named in type.Literals().SelectMany(text => names.Matches(text)).Select(match => match.Value))
                    found.Break(type.Shown(), named);
            }
        }
    }
}

internal sealed class RowsBelongToAnOrganization() : ArchitectureRule(
    "Tenancy",
    "Every table's rows belong to an organization, with a query filter, and keys that start with it, or the exception is approved",
    "Scim.Modular.Broken.Infrastructure.Ownerless → belongs to no organization",
    "Scim.Modular.Broken.Infrastructure.Unfiltered → has no query filter",
    "Scim.Modular.Broken.Infrastructure.WrongKey → has a key that starts with Id",
    "Scim.Modular.Broken.Infrastructure.WrongReference → has a foreign key that starts with WrongKeyId",
    "RowsWithoutOrganization → approves what is no longer there")
{
    private const string First = "OrganizationId";

    private protected override void Inspect(Solution solution, Inspection found)
    {
        var entities = solution.Models.Value.SelectMany(model => model.Tables.GetEntityTypes()).Where(entity => !entity.IsOwned()).ToArray();
        found.Look(entities.Length);
        found.BreakUnlessApproved(solution, "RowsWithoutOrganization", entities.SelectMany(entity =>
            Faults(entity).Select(fault => (entity.ClrType.FullName!, fault))));
    }

    private static IEnumerable<string> Faults(IReadOnlyEntityType entity)
    {
        if (!entity.ClrType.IsAssignableTo(typeof(Scim.Modular.SharedKernel.IOwnedByOrganization)))
        {
            yield return "belongs to no organization";
            yield break;
        }

        if (entity.GetDeclaredQueryFilters().Count == 0)
            yield return "has no query filter";
        foreach (var key in entity.GetKeys().Where(key => key.Properties[0].Name != First))
            yield return $"has a key that starts with {key.Properties[0].Name}";
        foreach (var key in entity.GetForeignKeys().Where(key => key.Properties[0].Name != First))
            yield return $"has a foreign key that starts with {key.Properties[0].Name}";
    }
}

internal sealed class RawSqlIsApproved() : ArchitectureRule(
    "Raw SQL",
    "Raw SQL, commands of one's own and queries without their filters are used only where a list approves it",
    "Scim.Modular.Broken.Infrastructure.SeesEverybody → Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.IgnoreQueryFilters",
    "Scim.Modular.Broken.Infrastructure.WritesItsOwnSql → Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync",
    "Scim.Modular.Broken.Infrastructure.WritesItsOwnSql → System.Data.Common.DbConnection.CreateCommand",
    "Scim.Modular.Broken.Infrastructure.WritesItsOwnSql → Microsoft.EntityFrameworkCore.Storage.IRawSqlCommandBuilder.Build",
    "RawSql → approves what is no longer there", "RawSql → gives no reason")
{
    private protected override void Inspect(Solution solution, Inspection found)
    {
        var types = solution.Types.Where(one => one.Project.Kind is ProjectKind.Module or ProjectKind.Platform or ProjectKind.Host
            && !one.Type.DerivesFrom("Microsoft.EntityFrameworkCore.Migrations.Migration")).ToArray();
        found.Look(types.Length);
        found.BreakUnlessApproved(solution, "RawSql",
            from one in types from call in one.Type.MethodsUsed() where IsRaw(call) select (one.Type.Shown(), call.Shown()));
    }

    private static bool IsRaw(MethodReference call) => call.DeclaringType.Namespace switch
    {
        "Microsoft.EntityFrameworkCore" => call.Name is "IgnoreQueryFilters"
            || call.Name.StartsWith("FromSql", StringComparison.Ordinal) || call.Name.StartsWith("ExecuteSql", StringComparison.Ordinal)
            || call.Name.StartsWith("SqlQuery", StringComparison.Ordinal),
        "Microsoft.EntityFrameworkCore.Storage" => call.DeclaringType.Name == "IRawSqlCommandBuilder",
        var space => call.Name is "CreateCommand" or "CreateBatch"
            || (call.Name == ".ctor" && (space.StartsWith("Npgsql", StringComparison.Ordinal) || space.StartsWith("Microsoft.Data.", StringComparison.Ordinal))
                && (call.DeclaringType.Name.EndsWith("Command", StringComparison.Ordinal) || call.DeclaringType.Name.EndsWith("Batch", StringComparison.Ordinal))),
    };
}
