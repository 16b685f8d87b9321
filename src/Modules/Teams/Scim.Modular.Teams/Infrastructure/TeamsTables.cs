using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Domain.Plans;
using Scim.Modular.Teams.Domain.Teams;
using Scim.Modular.Teams.Infrastructure.Organizations;

namespace Scim.Modular.Teams.Infrastructure;

/// <summary>The module's tables. Every key and every index begins with the organization.</summary>
internal static class TeamsTables
{
    private const int KeyLength = 256;

    private static readonly ValueConverter<NameKey, string> NameKeys = new(key => key.Value, value => NameKey.Stored(value));

    public static void Configure(ModelBuilder model, string excludes)
    {
        Facts(model);
        Configuration(model, excludes);
        Effects(model);
    }

    // The tables of what was heard.
    private static void Facts(ModelBuilder model)
    {
        model.Entity<SourceDirectory>(row =>
        {
            row.ToTable("directories");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.Property(e => e.Name).HasMaxLength(KeyLength);
            row.Property(e => e.Provider).HasMaxLength(40);
            row.Ignore(e => e.Holds);
            row.Ignore(e => e.IsFrozen);
            row.Ignore(e => e.HasBreaker);
        });
        model.Entity<RemovalCount>(row =>
        {
            row.ToTable("removal_counts");
            row.HasKey(e => new { e.OrganizationId, e.DirectoryId, e.Minute });
        });
        model.Entity<KnownPlan>(row =>
        {
            row.ToTable("plans");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.Key });
            row.Property(e => e.Key).HasMaxLength(KeyLength);
        });
        model.Entity<Person>(row =>
        {
            row.ToTable("people");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.DirectoryId, e.Id });
            // Those about whom something was learned while their directory had no effect.
            row.HasIndex(e => new { e.OrganizationId, e.DirectoryId, e.Id }, "ix_teams_people_frozen").HasFilter("frozen IS NOT NULL");
            row.Property(e => e.UserName).HasMaxLength(KeyLength);
            row.Ignore(e => e.IsEffective);
        });
        model.Entity<Group>(row =>
        {
            row.ToTable("groups");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.DirectoryId, e.Key });
            row.Property(e => e.DisplayName).HasMaxLength(KeyLength);
            row.Property(e => e.ExternalId).HasMaxLength(KeyLength);
            row.Property(e => e.Key).HasConversion(NameKeys).HasMaxLength(NameKey.MaxLength);
        });
        model.Entity<GroupMember>(row =>
        {
            row.ToTable("group_members");
            row.HasKey(e => new { e.OrganizationId, e.GroupId, e.UserId });
            row.HasIndex(e => new { e.OrganizationId, e.UserId });
        });
        model.Entity<GroupNesting>(row =>
        {
            row.ToTable("group_nestings");
            row.HasKey(e => new { e.OrganizationId, e.ParentId, e.ChildId });
            row.HasIndex(e => new { e.OrganizationId, e.ChildId });
        });
    }

    // The tables of what administrators decided. What was done by hand is a source, beside those of mappings.
    private static void Configuration(ModelBuilder model, string excludes)
    {
        model.Entity<Team>(row =>
        {
            row.ToTable("teams");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.Slug }).IsUnique();
            row.Property(e => e.Name).HasMaxLength(KeyLength);
            row.Property(e => e.Slug).HasMaxLength(Slug.MaxLength);
        });
        model.Entity<GroupMapping>(row =>
        {
            row.ToTable("group_mappings");
            row.HasKey(e => new { e.OrganizationId, e.Id });
            row.HasIndex(e => new { e.OrganizationId, e.BoundGroupId });
            row.HasIndex(e => new { e.OrganizationId, e.DirectoryId, e.Status, e.Key });
            row.HasIndex(e => new { e.OrganizationId, e.TeamId });
            row.HasIndex(e => new { e.OrganizationId, e.TeamId }, "ix_teams_group_mappings_excludes").HasFilter(excludes);
            row.HasIndex(e => new { e.OrganizationId, e.Plan });
            row.HasOne<Team>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.TeamId }).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<SourceDirectory>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.DirectoryId })
                .OnDelete(DeleteBehavior.Restrict);
            row.Property(e => e.GroupName).HasMaxLength(KeyLength);
            row.Property(e => e.BoundGroupName).HasMaxLength(KeyLength);
            row.Property(e => e.BoundExternalId).HasMaxLength(KeyLength);
            row.Property(e => e.Key).HasConversion(NameKeys).HasMaxLength(NameKey.MaxLength);
            row.Property(e => e.BoundKey).HasConversion(NameKeys).HasMaxLength(NameKey.MaxLength);
            row.Property(e => e.Plan).HasMaxLength(KeyLength);
            row.Ignore(e => e.Terms);
            row.Ignore(e => e.ShownStatus);
        });
        model.Entity<MappingGrant>(row =>
        {
            row.ToTable("mapping_grants");
            row.HasKey(e => new { e.OrganizationId, e.MappingId });
            row.Property(e => e.Plan).HasMaxLength(KeyLength);
            row.Property(e => e.GroupName).HasMaxLength(KeyLength);
        });
    }

    // The tables of who is in which team, and why.
    private static void Effects(ModelBuilder model)
    {
        model.Entity<MembershipSource>(row =>
        {
            row.ToTable("membership_sources");
            row.HasKey(e => new { e.OrganizationId, e.TeamId, e.UserId, e.MappingId });
            row.HasIndex(e => new { e.OrganizationId, e.MappingId, e.UserId });
            row.HasIndex(e => new { e.OrganizationId, e.UserId });
            row.HasOne<Team>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.TeamId }).OnDelete(DeleteBehavior.Restrict);
            // What only stays is little beside what is alive.
            row.HasIndex(e => new { e.OrganizationId, e.Stay, e.MappingId, e.UserId }).HasFilter("stay IS NOT NULL");
            row.Ignore(e => e.IsManual);
        });
        model.Entity<Membership>(row =>
        {
            row.ToTable("memberships");
            row.HasKey(e => new { e.OrganizationId, e.TeamId, e.UserId });
            row.HasIndex(e => new { e.OrganizationId, e.UserId });
            // Of owners alone. An index of a team's members by role looks as good as the key to a planner that knows the table as it was when
            // it was small, and reads the whole team for one of them.
            row.HasIndex(e => new { e.OrganizationId, e.TeamId }).HasFilter($"role = {(int)TeamRole.Owner}");
            row.HasOne<Team>().WithMany().HasForeignKey(e => new { e.OrganizationId, e.TeamId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<TurnRow>(row =>
        {
            row.ToTable("turns");
            row.HasKey(e => e.OrganizationId);
        });
    }
}
