using Microsoft.EntityFrameworkCore.Design;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Licensing.Infrastructure;

/// <summary>Makes the context for <c>dotnet ef</c>: <c>-- --provider PostgreSql</c> chooses whose migrations are written.</summary>
internal sealed class LicensingDbContextFactory : IDesignTimeDbContextFactory<LicensingDbContext>
{
    public LicensingDbContext CreateDbContext(string[] args) => new(DesignTime.Options<LicensingDbContext>(args, LicensingDbContext.Module));
}
