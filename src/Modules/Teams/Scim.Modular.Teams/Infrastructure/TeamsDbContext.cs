using Microsoft.EntityFrameworkCore;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Domain.Plans;
using Scim.Modular.Teams.Domain.Teams;
using Scim.Modular.Teams.Infrastructure.Organizations;

namespace Scim.Modular.Teams.Infrastructure;

internal sealed class TeamsDbContext(DbContextOptions<TeamsDbContext> options) : ModuleDbContext(options)
{
    public const string Name = "teams";

    public override string Schema => Name;

    public DbSet<SourceDirectory> Directories => Set<SourceDirectory>();

    public DbSet<RemovalCount> RemovalCounts => Set<RemovalCount>();

    public DbSet<KnownPlan> Plans => Set<KnownPlan>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<GroupMember> GroupMembers => Set<GroupMember>();

    public DbSet<GroupNesting> GroupNestings => Set<GroupNesting>();

    public DbSet<Team> Teams => Set<Team>();

    public DbSet<GroupMapping> Mappings => Set<GroupMapping>();

    public DbSet<MappingGrant> MappingGrants => Set<MappingGrant>();

    public DbSet<MembershipSource> Sources => Set<MembershipSource>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<TurnRow> Turns => Set<TurnRow>();

    // The turn is taken once for a transaction.
    protected override bool KeepsForBatch(object row) => row is TurnRow or SourceDirectory;

    protected override void Configure(ModelBuilder model) => TeamsTables.Configure(model, IsTrue("excludes"));
}
