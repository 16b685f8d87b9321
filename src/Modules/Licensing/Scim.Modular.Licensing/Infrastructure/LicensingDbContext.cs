using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Grants;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Domain.Usage;
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

    public DbSet<PlanGrant> PlanGrants => Set<PlanGrant>();

    public DbSet<GrantMember> GrantMembers => Set<GrantMember>();

    public DbSet<SourceDirectory> Directories => Set<SourceDirectory>();

    public DbSet<UsageHour> UsageHours => Set<UsageHour>();

    public DbSet<PlanNotices> Notices => Set<PlanNotices>();

    public DbSet<Reassessment> Reassessments => Set<Reassessment>();

    public DbSet<OrganizationLock> OrganizationLocks => Set<OrganizationLock>();

    protected override bool KeepsForBatch(object row) => row is SourceDirectory or UsageHour;

    protected override void Configure(ModelBuilder model)
    {
        ConfigurePlans(model);
        ConfigurePeople(model);
        ConfigureSources(model);
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
        model.Entity<Reassessment>(row =>
        {
            row.ToTable("reassessments");
            row.HasKey(one => new { one.OrganizationId, one.Who, one.Id });
            row.Property(one => one.Who).HasConversion<string>().HasMaxLength(10);
        });
        model.Entity<OrganizationLock>(row =>
        {
            row.ToTable("organization_locks");
            row.HasKey(one => one.OrganizationId);
        });
    }

    private void ConfigurePlans(ModelBuilder model)
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
            row.Property(plan => plan.Waiting).CountedBySql();
            row.Property(plan => plan.Marked).CountedBySql();
            row.Property(plan => plan.Noticed).HasConversion<int>().CountedBySql();
            row.Ignore(plan => plan.Moves);
        });
        model.Entity<UsageHour>(row =>
        {
            row.ToTable("usage_hours");
            row.HasKey(hour => new { hour.OrganizationId, hour.PlanKey, hour.Hour });
            // Old ones are removed in all organizations at once.
            row.HasIndex(hour => hour.Hour);
            row.Property(hour => hour.PlanKey).HasMaxLength(64);
        });
        model.Entity<PlanNotices>(row =>
        {
            row.ToTable("plan_notices");
            row.HasKey(notices => new { notices.OrganizationId, notices.PlanId });
        });
    }

    private void ConfigurePeople(ModelBuilder model)
    {
        model.Entity<Seat>(row =>
        {
            row.ToTable("seats");
            row.HasKey(seat => new { seat.OrganizationId, seat.UserId });
            row.HasIndex(seat => new { seat.OrganizationId, seat.WaitsFor, seat.Priority, seat.WaitsSince, seat.UserId }, "ix_seats_line")
                .IsDescending(false, false, true, false, false).HasFilter("waits_for IS NOT NULL");
            row.HasIndex(seat => new { seat.OrganizationId, seat.PlanKey, seat.Status }, "ix_seats_plan");
            row.HasIndex(seat => new { seat.OrganizationId, seat.PlanKey, seat.Since }, "ix_seats_overage").HasFilter(IsTrue("overage"));
            row.HasIndex(seat => new { seat.OrganizationId, seat.HeldUntil }, "ix_seats_held").HasFilter("held_until IS NOT NULL");
            row.Property(seat => seat.PlanKey).HasMaxLength(64);
            row.Property(seat => seat.WaitsFor).HasMaxLength(64);
            row.Property(seat => seat.Status).HasConversion<string>().HasMaxLength(10);
            row.Property(seat => seat.Source).HasConversion<string>().HasMaxLength(10);
            row.Property(seat => seat.WaitsBy).HasConversion<string>().HasMaxLength(10);
            row.Property(seat => seat.Reason).HasMaxLength(40);
        });
        model.Entity<Person>(row =>
        {
            row.ToTable("people");
            row.HasKey(person => new { person.OrganizationId, person.UserId });
            row.HasIndex(person => new { person.OrganizationId, person.DirectoryId });
            row.HasIndex(person => new { person.OrganizationId, person.Pin }, "ix_people_pin").HasFilter("pin IS NOT NULL");
            row.Property(person => person.UserName).HasMaxLength(256);
            row.Property(person => person.Pin).HasMaxLength(64);
            row.Property(person => person.FactVersion).IsConcurrencyToken();
        });
    }

    private static void ConfigureSources(ModelBuilder model)
    {
        model.Entity<PlanGrant>(row =>
        {
            row.ToTable("plan_grants");
            row.HasKey(grant => new { grant.OrganizationId, grant.MappingId });
            row.Property(grant => grant.PlanKey).HasMaxLength(64);
        });
        model.Entity<GrantMember>(row =>
        {
            row.ToTable("grant_members");
            row.HasKey(member => new { member.OrganizationId, member.UserId, member.MappingId });
            row.HasIndex(member => new { member.OrganizationId, member.MappingId, member.UserId });
        });
        model.Entity<SourceDirectory>(row =>
        {
            row.ToTable("directories");
            row.HasKey(directory => new { directory.OrganizationId, directory.Id });
            row.Property(directory => directory.Standing).HasConversion<string>().HasMaxLength(10);
            row.Property(directory => directory.Removals).HasConversion(window => window.Text, text => new RemovalWindow(text)).HasMaxLength(200);
        });
    }
}

/// <summary>
/// Stands for the organization where there is no default plan to lock: without it, a user's event that finds no default plan and the
/// change that makes one could pass each other unseen, and the user would never be assessed.
/// </summary>
internal sealed class OrganizationLock : IOwnedByOrganization
{
    public required OrganizationId OrganizationId { get; init; }
}
