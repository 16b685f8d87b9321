using Microsoft.EntityFrameworkCore.Design;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure;

/// <summary>Makes the context for <c>dotnet ef</c>: <c>-- --provider PostgreSql</c> chooses whose migrations are written.</summary>
internal sealed class IdentityDbContextFactory : IDesignTimeDbContextFactory<IdentityDbContext>
{
    public IdentityDbContext CreateDbContext(string[] args) => new(DesignTime.Options<IdentityDbContext>(args, IdentityDbContext.Name));
}
