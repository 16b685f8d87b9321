using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Mono.Cecil;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Limits;

namespace Scim.Modular.ArchitectureTests.Reading;

/// <summary>What a module's DbContext makes of its database. It is built without one.</summary>
internal sealed record ModuleModel(Project Project, TypeDefinition Context, string? Schema, DatabaseProvider Provider, IModel Tables)
{
    public static IEnumerable<TypeDefinition> ContextsOf(Project project) =>
        project.Types.Where(type => type.DerivesFrom("Microsoft.EntityFrameworkCore.DbContext"));

    public static IEnumerable<ModuleModel> Of(Project project) =>
        from context in ContextsOf(project)
        where !context.IsAbstract
        from provider in Enum.GetValues<DatabaseProvider>()
        select Read(project, context, provider);

    private static ModuleModel Read(Project project, TypeDefinition type, DatabaseProvider provider)
    {
        var loaded = project.Load(type);
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(loaded))!;
        var target = new DatabaseTarget(provider, provider switch
        {
            DatabaseProvider.Sqlite => "Data Source=:memory:",
            DatabaseProvider.PostgreSql => "Host=nowhere",
            _ => "Server=nowhere",
        });
        options.UseDatabase(target, project.Module, new LimitOptions());
        using var context = (DbContext)Activator.CreateInstance(
            loaded, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [options.Options], null)!;
        return new(project, type, (context as ModuleDbContext)?.Schema, provider, context.GetService<IDesignTimeModel>().Model);
    }
}
