using Microsoft.EntityFrameworkCore;
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
using Scim.Modular.Platform.Databases;
using Directory = Scim.Modular.Identity.Domain.Directories.Directory;

namespace Scim.Modular.Identity.Infrastructure;

internal sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options) : ModuleDbContext(options)
{
    public const string Name = "identity";

    public override string Schema => Name;

    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Directory> Directories => Set<Directory>();

    public DbSet<DirectoryToken> Tokens => Set<DirectoryToken>();

    public DbSet<DirectoryAlert> DirectoryAlerts => Set<DirectoryAlert>();

    public DbSet<AdminKey> AdminKeys => Set<AdminKey>();

    public DbSet<SignInConnection> SignInConnections => Set<SignInConnection>();

    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    public DbSet<Administrator> Administrators => Set<Administrator>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    public DbSet<User> Users => Set<User>();

    public DbSet<UserEmail> UserEmails => Set<UserEmail>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<ParkedMember> ParkedMembers => Set<ParkedMember>();

    public DbSet<NestedGroup> NestedGroups => Set<NestedGroup>();

    public DbSet<GroupAncestor> GroupAncestors => Set<GroupAncestor>();

    public DbSet<Resource> Resources => Set<Resource>();

    public DbSet<UniqueValue> UniqueValues => Set<UniqueValue>();

    public DbSet<OrganizationSchema> Schemas => Set<OrganizationSchema>();

    public DbSet<OrganizationResourceType> ResourceTypes => Set<OrganizationResourceType>();

    public DbSet<OfferedLicense> OfferedLicenses => Set<OfferedLicense>();

    public DbSet<UserLicense> UserLicenses => Set<UserLicense>();

    public DbSet<UserTeam> UserTeams => Set<UserTeam>();

    public DbSet<TeamName> TeamNames => Set<TeamName>();

    public DbSet<MappingCopy> MappingCopies => Set<MappingCopy>();

    public DbSet<ProvisioningRequest> Requests => Set<ProvisioningRequest>();

    public DbSet<ConformanceRun> ConformanceRuns => Set<ConformanceRun>();

    protected override void Configure(ModelBuilder model) => IdentityTables.Configure(model, Database.IsNpgsql());
}
