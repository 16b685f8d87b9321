using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain;
using Scim.Modular.Teams.Domain.Groups;

namespace Scim.Modular.Teams.Infrastructure.Groups;

internal sealed class GroupRepository(TeamsDbContext db) : IGroupRepository
{
    public Task<Group?> FindAsync(GroupId id, CancellationToken ct) => db.Groups.SingleOrDefaultAsync(group => group.Id == id, ct);

    public Task<Group?> FindByNameAsync(DirectoryId directory, NameKey key, CancellationToken ct) =>
        db.Groups.Where(group => group.DirectoryId == directory && group.Key == key && !group.Deleted)
            .OrderBy(group => group.Id).FirstOrDefaultAsync(ct);

    public void Add(Group group) => db.Groups.Add(group);

    public async Task ChangeMembersAsync(
        GroupId group, IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, CancellationToken ct)
    {
        if (removed.Count > 0)
        {
            await db.GroupMembers.Where(member => member.GroupId == group && EF.Parameter(removed).Contains(member.UserId))
                .ExecuteDeleteAsync(ct);
        }

        if (added.Count == 0)
            return;
        var there = await db.GroupMembers.Where(member => member.GroupId == group && EF.Parameter(added).Contains(member.UserId))
            .Select(member => member.UserId).ToHashSetAsync(ct);
        db.GroupMembers.AddRange(
            added.Where(user => !there.Contains(user)).Select(user => new GroupMember(db.CurrentOrganization, group, user)));
    }

    public Task RemoveMembersAsync(GroupId group, CancellationToken ct) =>
        db.GroupMembers.Where(member => member.GroupId == group).ExecuteDeleteAsync(ct);

    public async Task ChangeNestingAsync(
        GroupId group, IReadOnlyCollection<GroupId> added, IReadOnlyCollection<GroupId> removed, CancellationToken ct)
    {
        if (removed.Count > 0)
        {
            await db.GroupNestings.Where(nesting => nesting.ParentId == group && EF.Parameter(removed).Contains(nesting.ChildId))
                .ExecuteDeleteAsync(ct);
        }

        var there = await db.GroupNestings.Where(nesting => nesting.ParentId == group && EF.Parameter(added).Contains(nesting.ChildId))
            .Select(nesting => nesting.ChildId).ToHashSetAsync(ct);
        db.GroupNestings.AddRange(
            added.Where(child => !there.Contains(child)).Select(child => new GroupNesting(db.CurrentOrganization, group, child)));
    }

    public Task RemoveNestingAsync(GroupId group, CancellationToken ct) =>
        db.GroupNestings.Where(nesting => nesting.ParentId == group || nesting.ChildId == group).ExecuteDeleteAsync(ct);

    public Task<IReadOnlySet<GroupId>> WithAncestorsAsync(GroupId group, CancellationToken ct) =>
        WalkAsync(
            [group], level => db.GroupNestings.Where(nesting => EF.Parameter(level).Contains(nesting.ChildId)),
            nesting => nesting.ChildId, nesting => nesting.ParentId, ct);

    public Task<IReadOnlySet<GroupId>> WithDescendantsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct) =>
        WalkAsync(
            groups, level => db.GroupNestings.Where(nesting => EF.Parameter(level).Contains(nesting.ParentId)),
            nesting => nesting.ParentId, nesting => nesting.ChildId, ct);

    public async Task<IReadOnlySet<UserId>> InAnyAsync(IReadOnlySet<GroupId> groups, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        users.Count == 0
            ? new HashSet<UserId>()
            : await db.GroupMembers.Of(groups).Where(member => EF.Parameter(users).Contains(member.UserId))
                .Select(member => member.UserId).Distinct().ToHashSetAsync(ct);

    public async Task<IReadOnlyList<UserId>?> UsersOfAsync(IReadOnlySet<GroupId> groups, int limit, CancellationToken ct)
    {
        var users = await db.GroupMembers.Of(groups).Select(member => member.UserId).Distinct().Take(limit + 1).ToListAsync(ct);
        return users.Count > limit ? null : users;
    }

    public async Task<IReadOnlyList<Group>> NamedAsync(
        DirectoryId directory, IReadOnlyCollection<NameKey> keys, IReadOnlyCollection<string> externalIds, CancellationToken ct) =>
        await db.Groups
            .Where(group => group.DirectoryId == directory && !group.Deleted
                && (EF.Parameter(keys).Contains(group.Key)
                    || (group.ExternalId != null && EF.Parameter(externalIds).Contains(group.ExternalId))))
            .OrderBy(group => group.Id).ToListAsync(ct);

    public async Task<IReadOnlyList<Group>> UnmappedAsync(DirectoryId directory, GroupId? after, int count, CancellationToken ct)
    {
        var groups = db.Groups.Where(group => group.DirectoryId == directory && !group.Deleted
            && !db.Mappings.Any(mapping => mapping.BoundGroupId == group.Id));
        if (after is { } last)
            groups = groups.Where(group => group.Id.CompareTo(last) > 0);
        return await groups.OrderBy(group => group.Id).Take(count).ToListAsync(ct);
    }

    public Task RemoveMemberAsync(UserId user, CancellationToken ct) =>
        db.GroupMembers.Where(member => member.UserId == user).ExecuteDeleteAsync(ct);

    public async Task RemoveOfDirectoryAsync(DirectoryId directory, CancellationToken ct)
    {
        var groups = db.Groups.Where(group => group.DirectoryId == directory);
        await db.GroupMembers.Where(member => groups.Any(group => group.Id == member.GroupId)).ExecuteDeleteAsync(ct);
        await db.GroupNestings.Where(nesting => groups.Any(group => group.Id == nesting.ParentId)).ExecuteDeleteAsync(ct);
        await groups.ExecuteDeleteAsync(ct);
    }

    // Level by level, so that a cycle ends where it began. What this unit of work has added is not in the database yet.
    private async Task<IReadOnlySet<GroupId>> WalkAsync(
        IEnumerable<GroupId> start, Func<IReadOnlyCollection<GroupId>, IQueryable<GroupNesting>> edges, Func<GroupNesting, GroupId> from,
        Func<GroupNesting, GroupId> to, CancellationToken ct)
    {
        var found = start.ToHashSet();
        GroupId[] level = [.. found];
        while (level.Length > 0)
        {
            var stored = await edges(level).AsNoTracking().ToListAsync(ct);
            level = [.. stored.Concat(db.GroupNestings.Local.Where(nesting => level.Contains(from(nesting)))).Select(to).Where(found.Add)];
        }

        return found;
    }
}

internal static class GroupMembers
{
    /// <summary>The rows of these groups. Of one group in the order of an index, which a list of one would hide from a database.</summary>
    public static IQueryable<GroupMember> Of(this IQueryable<GroupMember> members, IReadOnlySet<GroupId> groups)
    {
        if (groups.Count != 1)
        {
            IReadOnlyCollection<GroupId> any = groups;
            return members.Where(member => EF.Parameter(any).Contains(member.GroupId));
        }

        var only = groups.First();
        return members.Where(member => member.GroupId == only);
    }
}
