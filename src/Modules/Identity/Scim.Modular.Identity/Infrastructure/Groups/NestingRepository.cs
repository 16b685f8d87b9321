using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Groups;

internal sealed class NestingRepository(IdentityDbContext db) : INestingRepository
{
    public Task LockAsync(DirectoryId directory, CancellationToken ct) =>
        db.Directories.Where(row => row.Id == directory).ForUpdate().SingleOrDefaultAsync(ct);

    public async Task<IReadOnlySet<GroupId>> KnownAsync(DirectoryId directory, IReadOnlyCollection<GroupId> ids, CancellationToken ct) =>
        (await db.Groups.Where(row => row.DirectoryId == directory && ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct)).ToHashSet();

    public async Task<IReadOnlySet<GroupId>> MembersAsync(GroupId group, CancellationToken ct) =>
        (await db.NestedGroups.Where(row => row.GroupId == group).Select(row => row.MemberId).ToListAsync(ct)).ToHashSet();

    public async Task<IReadOnlyList<NestedGroup>> AboveAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct) =>
        await db.NestedGroups.Where(row => groups.Contains(row.MemberId)).ToListAsync(ct);

    public async Task<IReadOnlySet<GroupId>> DescendantsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct) =>
        (await db.GroupAncestors.Where(row => groups.Contains(row.AncestorId)).Select(row => row.GroupId).ToListAsync(ct)).ToHashSet();

    public async Task<IReadOnlyList<GroupAncestor>> AncestorsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct) =>
        await db.GroupAncestors.Where(row => groups.Contains(row.GroupId)).ToListAsync(ct);

    public void Add(GroupId group, GroupId member) => db.NestedGroups.Add(new NestedGroup(db.CurrentOrganization, group, member));

    public void Remove(NestedGroup nested) => db.NestedGroups.Remove(nested);

    public void AddAncestor(GroupId group, GroupId ancestor) =>
        db.GroupAncestors.Add(new GroupAncestor(db.CurrentOrganization, group, ancestor));

    public void Remove(GroupAncestor ancestor) => db.GroupAncestors.Remove(ancestor);
}
