using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Limits;

namespace Scim.Modular.Platform.Databases;

/// <summary>Options of a context for <c>dotnet ef</c>, which writes migrations and needs no database for it.</summary>
public static class DesignTime
{
    /// <summary>Reads <c>--provider Sqlite|PostgreSql|SqlServer</c>.</summary>
    public static DbContextOptions<TContext> Options<TContext>(string[] args, string schema) where TContext : ModuleDbContext
    {
        var position = Array.IndexOf(args, "--provider");
        var provider = position >= 0 && position + 1 < args.Length ? Enum.Parse<DatabaseProvider>(args[position + 1]) : DatabaseProvider.Sqlite;
        var connection = provider switch
        {
            DatabaseProvider.Sqlite => "Data Source=:memory:",
            DatabaseProvider.PostgreSql => "Host=localhost",
            _ => "Server=localhost",
        };
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseDatabase(new DatabaseTarget(provider, connection), schema, new LimitOptions());
        return options.Options;
    }
}
