using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Broken.Infrastructure;

internal sealed class BrokenDbContext(DbContextOptions<BrokenDbContext> options) : ModuleDbContext(options)
{
    public override string Schema => "elsewhere";

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Ownerless>().HasKey(row => row.Id);
        model.Entity<WrongKey>().HasKey(row => row.Id);
        model.Entity<WrongReference>(table =>
        {
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasOne<WrongKey>().WithMany().HasForeignKey(row => row.WrongKeyId);
        });
    }
}

internal sealed class SecondDbContext(DbContextOptions<SecondDbContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Foreign>(table =>
        {
            table.ToTable("teams", "teams");
            table.HasKey(row => row.Id);
        });
        modelBuilder.Entity<Unfiltered>(table =>
        {
            table.ToTable("unfiltered", "broken");
            table.HasKey(row => row.Id);
            table.Ignore(row => row.OrganizationId);
            table.HasOne<Foreign>().WithMany().HasForeignKey(row => row.ForeignId);
        });
    }
}

internal sealed class Ownerless
{
    public Guid Id { get; init; }
}

internal sealed class Foreign
{
    public Guid Id { get; init; }
}

internal sealed class WrongKey : IOwnedByOrganization
{
    public Guid Id { get; init; }

    public OrganizationId OrganizationId { get; init; }
}

internal sealed class WrongReference : IOwnedByOrganization
{
    public Guid Id { get; init; }

    public Guid WrongKeyId { get; init; }

    public OrganizationId OrganizationId { get; init; }
}

internal sealed class Unfiltered : IOwnedByOrganization
{
    public Guid Id { get; init; }

    public Guid ForeignId { get; init; }

    public OrganizationId OrganizationId { get; init; }
}
