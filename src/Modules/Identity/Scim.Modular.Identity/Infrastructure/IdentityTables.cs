using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Domain;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.Identity.Domain.Directories;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Identity.Domain.Organizations;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Identity.Domain.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Identity.Domain.SignIn;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.Platform.Security;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Infrastructure;

/// <summary>
/// The tables of this module. Every key and foreign key of an organization's row starts with the organization, so a row that refers to
/// another organization's can't be written at all.
/// </summary>
internal static class IdentityTables
{
    private const int KeyLength = 256;

    private const int FoldedLength = FoldedKey.Length;

    private const int TypeLength = 64;

    private const int PathLength = 256;

    private const int PlanKeyLength = 64;

    public static void Configure(ModelBuilder model, bool isPostgreSql)
    {
        Administration(model);
        Operators(model);
        SignInConnections(model);
        Users(model, isPostgreSql);
        Groups(model, isPostgreSql);
        Nesting(model);
        Resources(model, isPostgreSql);
        Copies(model, isPostgreSql);
        model.Entity<ProvisioningRequest>(table =>
        {
            table.ToTable("requests");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            // By time, not by id: not every database sorts ids as they were made.
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.At, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.ResourceId });
            table.HasIndex(row => row.At);
            table.Property(row => row.Method).HasMaxLength(10);
        });
        model.Entity<ConformanceRun>(table =>
        {
            table.ToTable("conformance_runs");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.StartedAt });
            table.Property(row => row.Clients).HasMaxLength(100);
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Administration(ModelBuilder model)
    {
        model.Entity<Organization>(table =>
        {
            table.ToTable("organizations");
            table.HasKey(row => row.Id);
            table.HasIndex(row => row.Slug).IsUnique();
            table.Property(row => row.Slug).HasMaxLength(63);
            table.Property(row => row.Name).HasMaxLength(200);
            table.Property(row => row.Revision).IsConcurrencyToken();
        });
        model.Entity<Directory>(table =>
        {
            table.ToTable("directories");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => row.Id).IsUnique();
            table.Property(row => row.Name).HasMaxLength(200);
            table.Property(row => row.Provider).HasMaxLength(20);
            table.Property(row => row.Profile).HasMaxLength(20).HasDefaultValue(Profiles.Lenient);
            table.Property(row => row.Status).HasConversion<string>().HasMaxLength(20);
            table.Property(row => row.Members).HasMaxLength(20);
            table.Property(row => row.Revision).IsConcurrencyToken();
            table.HasOne<Organization>().WithMany().HasForeignKey(row => row.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DirectoryToken>(table =>
        {
            table.ToTable("tokens");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            // A credential is looked up before anything is known of whose it is.
            table.HasIndex(row => row.Hash).IsUnique();
            table.Property(row => row.Hash).HasMaxLength(32);
            table.Property(row => row.Name).HasMaxLength(200);
            table.Property(row => row.Hint).HasMaxLength(20);
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<DirectoryAlert>(table =>
        {
            table.ToTable("directory_alerts");
            table.HasKey(row => new { row.OrganizationId, row.DirectoryId, row.Kind, row.Subject });
            table.Property(row => row.Kind).HasMaxLength(40);
            table.Ignore(row => row.UserId);
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<AdminKey>(table =>
        {
            table.ToTable("admin_keys");
            table.HasKey(row => row.Id);
            table.HasIndex(row => row.Hash).IsUnique();
            // Processes that start together make one first key between them.
            table.HasIndex(row => row.Name).IsUnique().HasFilter($"revoked_at IS NULL AND name = '{AdminKey.Bootstrap}'");
            table.HasIndex(row => row.OrganizationId);
            table.Property(row => row.Hash).HasMaxLength(32);
            table.Property(row => row.Name).HasMaxLength(200);
            table.Property(row => row.Prefix).HasMaxLength(20);
            table.Property(row => row.Scopes).HasMaxLength(100).HasDefaultValue(AdminScopes.Owner);
        });
    }

    // No foreign key to organizations: administrators of the installation belong to none.
    private static void Operators(ModelBuilder model)
    {
        model.Entity<Administrator>(table =>
        {
            table.ToTable("administrators");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.EmailKey }).IsUnique();
            table.HasIndex(row => new { row.OrganizationId, row.Issuer, row.Subject }).IsUnique().HasFilter("issuer IS NOT NULL");
            table.Property(row => row.Email).HasMaxLength(254);
            table.Property(row => row.EmailKey).HasMaxLength(FoldedLength);
            table.Property(row => row.Name).HasMaxLength(300);
            table.Property(row => row.Role).HasMaxLength(20);
            table.Property(row => row.Issuer).HasMaxLength(300);
            table.Property(row => row.Subject).HasMaxLength(300);
        });
        model.Entity<Session>(table =>
        {
            table.ToTable("sessions");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            // A cookie is looked up before anything is known of whose it is.
            table.HasIndex(row => row.Hash).IsUnique();
            table.HasIndex(row => row.Id).IsUnique();
            table.HasIndex(row => new { row.OrganizationId, row.AdministratorId });
            table.Property(row => row.Hash).HasMaxLength(32);
            table.Property(row => row.Issuer).HasMaxLength(ExternalIdentity.Longest);
            table.Property(row => row.Subject).HasMaxLength(ExternalIdentity.Longest);
            table.Property(row => row.ProviderSession).HasMaxLength(ExternalIdentity.LongestSession);
            table.HasIndex(row => new { row.OrganizationId, row.UserId }).HasFilter("user_id IS NOT NULL");
            table.HasOne<Administrator>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.AdministratorId }).OnDelete(DeleteBehavior.Cascade);
            table.HasOne<User>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<SignInLink>(table =>
        {
            table.ToTable("sign_in_links");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => row.Hash).IsUnique();
            table.HasIndex(row => new { row.OrganizationId, row.AdministratorId });
            table.Property(row => row.Hash).HasMaxLength(32);
            table.HasOne<Administrator>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.AdministratorId }).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void SignInConnections(ModelBuilder model)
    {
        model.Entity<SignInConnection>(table =>
        {
            table.ToTable("sign_in_connections");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            // A sign-in begins with a connection's id, before anything is known of whose it is.
            table.HasIndex(row => row.Id).IsUnique();
            table.HasIndex(row => new { row.OrganizationId, row.Issuer }).IsUnique();
            table.Property(row => row.Name).HasMaxLength(200);
            table.Property(row => row.Kind).HasMaxLength(10);
            table.Property(row => row.Issuer).HasMaxLength(300);
            table.Property(row => row.ClientId).HasMaxLength(500);
            table.Property(row => row.SsoUrl).HasMaxLength(500);
            table.Property(row => row.EmailAttribute).HasMaxLength(500);
            table.Property(row => row.NameAttribute).HasMaxLength(500);
            table.HasOne<Organization>().WithMany().HasForeignKey(row => row.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UsedAssertion>(table =>
        {
            table.ToTable("used_assertions");
            table.HasKey(row => new { row.OrganizationId, row.ConnectionId, row.Hash });
            // No foreign key: the provider of the installation has no row of its own.
            table.HasIndex(row => new { row.OrganizationId, row.ConnectionId, row.ForgottenAt });
            table.Property(row => row.Hash).HasMaxLength(32);
        });
    }

    private static void Users(ModelBuilder model, bool isPostgreSql)
    {
        model.Entity<User>(table =>
        {
            table.ToTable("users");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.UserNameKey }).IsUnique().HasFilter("deleted_at IS NULL");
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.ExternalId }).IsUnique()
                .HasFilter("deleted_at IS NULL AND external_id IS NOT NULL");
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.Id }).HasFilter("deleted_at IS NULL");
            // Tombstones: who returns, and whose time is over.
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.DeletedAt }).HasFilter("deleted_at IS NOT NULL");
            table.Property(row => row.UserName).HasMaxLength(KeyLength);
            table.Property(row => row.UserNameKey).HasMaxLength(FoldedLength);
            // Those few who ever flapped, of all directories.
            table.HasIndex(row => row.FlappedAt).HasFilter("flapped_at IS NOT NULL");
            table.Property(row => row.ExternalId).HasMaxLength(KeyLength);
            table.Property(row => row.ActiveChanges).HasMaxLength(100);
            table.Ignore(row => row.EmailKeys);
            if (isPostgreSql)
                table.Property(row => row.Search).HasColumnType("jsonb");
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UserEmail>(table =>
        {
            table.ToTable("user_emails");
            table.HasKey(row => new { row.OrganizationId, row.UserId, row.ValueKey });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.ValueKey });
            table.Property(row => row.ValueKey).HasMaxLength(FoldedLength);
            table.HasOne<User>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void Groups(ModelBuilder model, bool isPostgreSql)
    {
        model.Entity<Group>(table =>
        {
            table.ToTable("groups");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.DisplayNameKey }).IsUnique();
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.ExternalId }).IsUnique().HasFilter("external_id IS NOT NULL");
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.Id });
            table.Property(row => row.DisplayName).HasMaxLength(FoldedLength);
            table.Property(row => row.DisplayNameKey).HasMaxLength(FoldedLength);
            table.Property(row => row.ExternalId).HasMaxLength(KeyLength);
            if (isPostgreSql)
                table.Property(row => row.Search).HasColumnType("jsonb");
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<GroupMember>(table =>
        {
            table.ToTable("group_members");
            table.HasKey(row => new { row.OrganizationId, row.GroupId, row.UserId });
            table.HasIndex(row => new { row.OrganizationId, row.UserId });
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.GroupId }).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<User>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.UserId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ParkedMember>(table =>
        {
            table.ToTable("parked_members");
            table.HasKey(row => new { row.OrganizationId, row.GroupId, row.Value });
            table.HasIndex(row => new { row.OrganizationId, row.Value });
            table.Property(row => row.Value).HasMaxLength(KeyLength);
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.GroupId }).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Nesting(ModelBuilder model)
    {
        model.Entity<NestedGroup>(table =>
        {
            table.ToTable("nested_groups");
            table.HasKey(row => new { row.OrganizationId, row.GroupId, row.MemberId });
            table.HasIndex(row => new { row.OrganizationId, row.MemberId });
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.GroupId }).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.MemberId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<GroupAncestor>(table =>
        {
            table.ToTable("group_ancestors");
            table.HasKey(row => new { row.OrganizationId, row.GroupId, row.AncestorId });
            table.HasIndex(row => new { row.OrganizationId, row.AncestorId });
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.GroupId }).OnDelete(DeleteBehavior.Restrict);
            table.HasOne<Group>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.AncestorId }).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Resources(ModelBuilder model, bool isPostgreSql)
    {
        model.Entity<OrganizationSchema>(table =>
        {
            table.ToTable("schemas");
            table.HasKey(row => new { row.OrganizationId, row.UrnKey });
            table.Property(row => row.Urn).HasMaxLength(KeyLength);
            table.Property(row => row.UrnKey).HasMaxLength(KeyLength);
            table.Property(row => row.Revision).IsConcurrencyToken();
            table.HasOne<Organization>().WithMany().HasForeignKey(row => row.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<OrganizationResourceType>(table =>
        {
            table.ToTable("resource_types");
            table.HasKey(row => new { row.OrganizationId, row.Name });
            table.HasIndex(row => new { row.OrganizationId, row.Endpoint }).IsUnique().HasFilter("endpoint IS NOT NULL");
            table.Property(row => row.Name).HasMaxLength(TypeLength);
            table.Property(row => row.Endpoint).HasMaxLength(TypeLength + 1);
            table.Property(row => row.Schema).HasMaxLength(KeyLength);
            table.Property(row => row.Revision).IsConcurrencyToken();
            table.HasOne<Organization>().WithMany().HasForeignKey(row => row.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Resource>(table =>
        {
            table.ToTable("resources");
            table.HasKey(row => new { row.OrganizationId, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.Type, row.Id });
            table.HasIndex(row => new { row.OrganizationId, row.DirectoryId, row.Type, row.ExternalId }).IsUnique().HasFilter("external_id IS NOT NULL");
            table.Property(row => row.Type).HasMaxLength(TypeLength);
            table.Property(row => row.ExternalId).HasMaxLength(KeyLength);
            if (isPostgreSql)
                table.Property(row => row.Search).HasColumnType("jsonb");
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<UniqueValue>(table =>
        {
            table.ToTable("unique_values");
            // Just below what an index of SQL Server holds, and a clustered one there holds less.
            table.HasKey(row => new { row.OrganizationId, row.DirectoryId, row.Type, row.Path, row.ValueKey }).IsClustered(false);
            table.HasIndex(row => new { row.OrganizationId, row.ResourceId });
            table.Property(row => row.Type).HasMaxLength(TypeLength);
            table.Property(row => row.Path).HasMaxLength(PathLength);
            table.Property(row => row.ValueKey).HasMaxLength(FoldedLength);
            table.HasOne<Directory>().WithMany().HasForeignKey(row => new { row.OrganizationId, row.DirectoryId }).OnDelete(DeleteBehavior.Restrict);
        });
    }

    private static void Copies(ModelBuilder model, bool isPostgreSql)
    {
        model.Entity<OfferedLicense>(table =>
        {
            table.ToTable("offered_licenses");
            table.HasKey(row => new { row.OrganizationId, row.PlanId });
            table.HasIndex(row => new { row.OrganizationId, row.Key });
            table.Property(row => row.Key).HasMaxLength(PlanKeyLength);
            table.Property(row => row.Name).HasMaxLength(200);
            if (isPostgreSql)
                table.Property(row => row.Search).HasColumnType("jsonb");
        });
        model.Entity<UserLicense>(table =>
        {
            table.ToTable("user_licenses");
            table.HasKey(row => new { row.OrganizationId, row.UserId });
            table.HasIndex(row => new { row.OrganizationId, row.Status, row.UserId });
            // The line of a plan, in its order: a place in it is counted.
            table.HasIndex(row => new { row.OrganizationId, row.WaitsFor, row.Priority, row.WaitsSince, row.UserId })
                .IsDescending(false, false, true, false, false).HasFilter("waits_for IS NOT NULL");
            table.Property(row => row.Plan).HasMaxLength(PlanKeyLength);
            table.Property(row => row.WaitsFor).HasMaxLength(PlanKeyLength);
            table.Property(row => row.Status).HasMaxLength(20);
        });
        model.Entity<UserTeam>(table =>
        {
            table.ToTable("user_teams");
            table.HasKey(row => new { row.OrganizationId, row.UserId, row.TeamId });
            table.HasIndex(row => new { row.OrganizationId, row.TeamId, row.UserId });
            table.Property(row => row.Role).HasMaxLength(20);
        });
        model.Entity<TeamName>(table =>
        {
            table.ToTable("team_names");
            table.HasKey(row => new { row.OrganizationId, row.TeamId });
            table.Property(row => row.Name).HasMaxLength(200);
        });
        model.Entity<MappingCopy>(table =>
        {
            table.ToTable("mapping_copies");
            table.HasKey(row => new { row.OrganizationId, row.MappingId });
            table.HasIndex(row => new { row.OrganizationId, row.GroupId });
            table.Property(row => row.Role).HasMaxLength(20);
            table.Property(row => row.Mode).HasMaxLength(20);
            table.Property(row => row.Plan).HasMaxLength(PlanKeyLength);
            table.Property(row => row.Status).HasMaxLength(20);
        });
    }
}
