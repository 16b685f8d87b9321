using Microsoft.EntityFrameworkCore.Design;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Teams.Infrastructure;

/// <summary>Makes the context for <c>dotnet ef</c>: <c>-- --provider PostgreSql</c> chooses whose migrations are written.</summary>
internal sealed class TeamsDbContextFactory : IDesignTimeDbContextFactory<TeamsDbContext>
{
    public TeamsDbContext CreateDbContext(string[] args) => new(DesignTime.Options<TeamsDbContext>(args, TeamsDbContext.Name));
}
