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

    /// <summary>
    /// Lets go of everything that is saved, but for the turn and the directories, which nobody changes in sets. A batch of events
    /// shares this context: what an earlier one read may have been changed in sets since, and what nobody needs any more must not be
    /// looked through at each save.
    /// </summary>
    public void LetGoOfSaved()
    {
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var saved = ChangeTracker.Entries().Where(entry =>
                entry.State == EntityState.Unchanged && entry.Entity is not (TurnRow or SourceDirectory));
            foreach (var entry in saved.ToArray())
                entry.State = EntityState.Detached;
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void Configure(ModelBuilder model) => TeamsTables.Configure(model, IsTrue("excludes"));
}
