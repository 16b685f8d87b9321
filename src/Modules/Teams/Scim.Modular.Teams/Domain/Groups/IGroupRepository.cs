using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Teams.Domain.Groups;

/// <summary>Groups and their members. What concerns many members is done in sets, at once.</summary>
internal interface IGroupRepository
{
    Task<Group?> FindAsync(GroupId id, CancellationToken ct);

    /// <summary>The group of that name that is there; the oldest, should several have it.</summary>
    Task<Group?> FindByNameAsync(DirectoryId directory, NameKey key, CancellationToken ct);

    void Add(Group group);

    /// <summary>Takes these users out of the group and those in, whoever was in already.</summary>
    Task ChangeMembersAsync(GroupId group, IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, CancellationToken ct);

    Task RemoveMembersAsync(GroupId group, CancellationToken ct);

    /// <summary>Takes these groups out of the group and those in.</summary>
    Task ChangeNestingAsync(GroupId group, IReadOnlyCollection<GroupId> added, IReadOnlyCollection<GroupId> removed, CancellationToken ct);

    /// <summary>Takes a group out of every other, and every other out of it.</summary>
    Task RemoveNestingAsync(GroupId group, CancellationToken ct);

    /// <summary>The group and every group that it is in, directly or through others.</summary>
    Task<IReadOnlySet<GroupId>> WithAncestorsAsync(GroupId group, CancellationToken ct);

    /// <summary>These groups and every group that is in one of them, directly or through others.</summary>
    Task<IReadOnlySet<GroupId>> WithDescendantsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct);

    /// <summary>Which of the users are in one of the groups.</summary>
    Task<IReadOnlySet<UserId>> InAnyAsync(IReadOnlySet<GroupId> groups, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>The users of these groups; null when they are more than <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<UserId>?> UsersOfAsync(IReadOnlySet<GroupId> groups, int limit, CancellationToken ct);

    /// <summary>The groups of a directory that are there under one of these names or external ids, oldest first.</summary>
    Task<IReadOnlyList<Group>> NamedAsync(
        DirectoryId directory, IReadOnlyCollection<NameKey> keys, IReadOnlyCollection<string> externalIds, CancellationToken ct);

    /// <summary>The next groups of a directory that are there and that no mapping follows, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Group>> UnmappedAsync(DirectoryId directory, GroupId? after, int count, CancellationToken ct);

    /// <summary>Takes a user out of every group.</summary>
    Task RemoveMemberAsync(UserId user, CancellationToken ct);

    /// <summary>Forgets the groups of a directory, with their members.</summary>
    Task RemoveOfDirectoryAsync(DirectoryId directory, CancellationToken ct);
}
