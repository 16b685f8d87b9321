using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Infrastructure.Plans;
using Scim.Modular.Platform.Databases;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure;

/// <summary>The tables of plans and seats.</summary>
internal sealed class LicensingDbContext(DbContextOptions<LicensingDbContext> options) : ModuleDbContext(options)
{
    public const string Module = "licensing";

    public override string Schema => Module;

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<Seat> Seats => Set<Seat>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Reservation> Reservations => Set<Reservation>();

    public DbSet<Tombstone> Tombstones => Set<Tombstone>();

    public DbSet<OrganizationLock> OrganizationLocks => Set<OrganizationLock>();

    protected override void Configure(ModelBuilder model)
    {
        model.Entity<Plan>(row =>
        {
            row.ToTable("plans", table => table.HasCheckConstraint(
                "ck_plans_seats", "used >= 0 AND reserved >= 0 AND used + reserved <= ceiling"));
            row.HasKey(plan => new { plan.OrganizationId, plan.Key });
            row.HasIndex(plan => plan.OrganizationId, "ix_plans_default").IsUnique().HasFilter(IsTrue("is_default"));
            row.Property(plan => plan.Key).HasMaxLength(64);
            row.Property(plan => plan.Name).HasMaxLength(100);
            row.Property(plan => plan.Overflow).HasConversion<string>().HasMaxLength(10);
            row.Property(plan => plan.Used).CountedBySql();
            row.Property(plan => plan.Reserved).CountedBySql();
        });
        model.Entity<Seat>(row =>
        {
            row.ToTable("seats");
            row.HasKey(seat => new { seat.OrganizationId, seat.UserId });
            row.HasIndex(seat => new { seat.OrganizationId, seat.PlanKey, seat.Status, seat.Priority, seat.Since, seat.UserId }, "ix_seats_line")
                .IsDescending(false, false, false, true, false, false);
            row.HasIndex(seat => new { seat.OrganizationId, seat.PlanKey, seat.Since }, "ix_seats_overage").HasFilter(IsTrue("overage"));
            row.Property(seat => seat.PlanKey).HasMaxLength(64);
            row.Property(seat => seat.Status).HasConversion<string>().HasMaxLength(10);
            row.Property(seat => seat.Reason).HasMaxLength(40);
        });
        model.Entity<Person>(row =>
        {
            row.ToTable("people");
            row.HasKey(person => new { person.OrganizationId, person.UserId });
            row.HasIndex(person => new { person.OrganizationId, person.DirectoryId });
            row.Property(person => person.UserName).HasMaxLength(256);
            row.Property(person => person.FactVersion).IsConcurrencyToken();
        });
        model.Entity<Reservation>(row =>
        {
            row.ToTable("reservations");
            row.HasKey(reservation => new { reservation.OrganizationId, reservation.Id });
            // Lapsed ones are looked for in all organizations at once.
            row.HasIndex(reservation => reservation.LapsesAt);
            row.Property(reservation => reservation.PlanKey).HasMaxLength(64);
        });
        model.Entity<Tombstone>(row =>
        {
            row.ToTable("tombstones");
            row.HasKey(tombstone => new { tombstone.OrganizationId, tombstone.Id });
        });
        model.Entity<OrganizationLock>(row =>
        {
            row.ToTable("organization_locks");
            row.HasKey(one => one.OrganizationId);
        });
    }

    private string IsTrue(string column) =>
        Database.IsNpgsql() ? column : Database.IsSqlServer() ? $"[{column}] = 1" : $"{column} = 1";
}

/// <summary>
/// Stands for the organization where there is no default plan to lock: without it, a user's event that finds no default plan and the
/// change that makes one could pass each other unseen, and the user would never be assessed.
/// </summary>
internal sealed class OrganizationLock : IOwnedByOrganization
{
    public required OrganizationId OrganizationId { get; init; }
}
