using Microsoft.EntityFrameworkCore.Design;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Oversight.Infrastructure;

/// <summary>Makes the context for <c>dotnet ef</c>: <c>-- --provider PostgreSql</c> chooses whose migrations are written.</summary>
internal sealed class OversightDbContextFactory : IDesignTimeDbContextFactory<OversightDbContext>
{
    public OversightDbContext CreateDbContext(string[] args) => new(DesignTime.Options<OversightDbContext>(args, OversightDbContext.Module));
}
