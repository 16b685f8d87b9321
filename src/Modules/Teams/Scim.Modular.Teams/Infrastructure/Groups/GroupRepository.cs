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

    public Task RemoveMemberAsync(UserId user, CancellationToken ct) =>
        db.GroupMembers.Where(member => member.UserId == user).ExecuteDeleteAsync(ct);

    public async Task RemoveOfDirectoryAsync(DirectoryId directory, CancellationToken ct)
    {
        var groups = db.Groups.Where(group => group.DirectoryId == directory);
        await db.GroupMembers.Where(member => groups.Any(group => group.Id == member.GroupId)).ExecuteDeleteAsync(ct);
        await groups.ExecuteDeleteAsync(ct);
    }
}
