using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Groups;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Identity.Infrastructure.Groups;

internal sealed class GroupRepository(IdentityDbContext db) : IGroupRepository
{
    public Task<Group?> FindForChangeAsync(DirectoryId directory, GroupId id, CancellationToken ct) =>
        db.Groups.Where(group => group.DirectoryId == directory && group.Id == id).ForUpdate().SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Group>> OfUserForChangeAsync(UserId user, CancellationToken ct)
    {
        var ids = await db.GroupMembers.Where(member => member.UserId == user).Select(member => member.GroupId).ToListAsync(ct);
        return await InOrderForChangeAsync(ids, ct);
    }

    public async Task<IReadOnlyList<Group>> WaitingForAsync(DirectoryId directory, string value, CancellationToken ct)
    {
        var ids = await db.ParkedMembers.Where(parked => parked.Value == value).Select(parked => parked.GroupId).ToListAsync(ct);
        return [.. (await InOrderForChangeAsync(ids, ct)).Where(group => group.DirectoryId == directory)];
    }

    public Task<Group?> NamesakeAsync(DirectoryId directory, GroupId? except, string displayNameKey, string? externalId, CancellationToken ct)
    {
        var others = db.Groups.AsNoTracking().Where(group => group.DirectoryId == directory && group.Id != except);
        var found = others.Where(group => group.DisplayNameKey == displayNameKey);
        if (externalId is not null)
            found = found.Concat(others.Where(group => group.ExternalId == externalId));
        return found.OrderBy(group => group.DisplayNameKey == displayNameKey ? 0 : 1).FirstOrDefaultAsync(ct);
    }

    public void Add(Group group) => db.Groups.Add(group);

    public void Remove(Group group) => db.Groups.Remove(group);

    public async Task<IReadOnlyList<Group>> InOrderForChangeAsync(IReadOnlyCollection<GroupId> ids, CancellationToken ct) =>
        ids.Count == 0
            ? []
            : await db.Groups.Where(group => ids.Contains(group.Id)).OrderBy(group => group.Id).ForUpdate().ToListAsync(ct);
}

internal sealed class GroupMemberRepository(IdentityDbContext db) : IGroupMemberRepository
{
    public async Task<IReadOnlySet<UserId>> PresentAsync(GroupId group, IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        if (users.Count == 0)
            return new HashSet<UserId>();
        return (await db.GroupMembers
            .Where(member => member.GroupId == group && users.Contains(member.UserId))
            .Select(member => member.UserId).ToListAsync(ct)).ToHashSet();
    }

    public async Task<IReadOnlySet<UserId>> AllAsync(GroupId group, CancellationToken ct) =>
        (await db.GroupMembers.Where(member => member.GroupId == group).Select(member => member.UserId).ToListAsync(ct)).ToHashSet();

    public void Add(GroupId group, IEnumerable<UserId> users) =>
        db.GroupMembers.AddRange(users.Select(user => new GroupMember(db.CurrentOrganization, group, user)));

    public Task RemoveAsync(GroupId group, IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        db.GroupMembers.Where(member => member.GroupId == group && users.Contains(member.UserId)).ExecuteDeleteAsync(ct);

    public Task RemoveAllAsync(GroupId group, CancellationToken ct) =>
        db.GroupMembers.Where(member => member.GroupId == group).ExecuteDeleteAsync(ct);

    public Task<int> ParkedAsync(GroupId group, CancellationToken ct) => db.ParkedMembers.CountAsync(row => row.GroupId == group, ct);

    public async Task ParkAsync(GroupId group, IReadOnlyCollection<string> values, CancellationToken ct)
    {
        var parked = await db.ParkedMembers
            .Where(row => row.GroupId == group && values.Contains(row.Value)).Select(row => row.Value).ToListAsync(ct);
        db.ParkedMembers.AddRange(values.Except(parked, StringComparer.Ordinal)
            .Select(value => new ParkedMember(db.CurrentOrganization, group, value)));
    }

    public Task UnparkAsync(GroupId group, IReadOnlyCollection<string> values, CancellationToken ct) =>
        db.ParkedMembers.Where(row => row.GroupId == group && values.Contains(row.Value)).ExecuteDeleteAsync(ct);

    public Task UnparkAllAsync(GroupId group, CancellationToken ct) =>
        db.ParkedMembers.Where(row => row.GroupId == group).ExecuteDeleteAsync(ct);
}
