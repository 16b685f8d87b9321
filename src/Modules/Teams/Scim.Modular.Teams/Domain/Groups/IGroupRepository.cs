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

    /// <summary>Takes a user out of every group.</summary>
    Task RemoveMemberAsync(UserId user, CancellationToken ct);

    /// <summary>Forgets the groups of a directory, with their members.</summary>
    Task RemoveOfDirectoryAsync(DirectoryId directory, CancellationToken ct);
}
