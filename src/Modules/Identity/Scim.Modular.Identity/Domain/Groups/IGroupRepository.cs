using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Groups;

internal interface IGroupRepository
{
    /// <summary>A group, locked until the unit of work ends: changes of one group's members come one after the other.</summary>
    Task<Group?> FindForChangeAsync(DirectoryId directory, GroupId id, CancellationToken ct);

    /// <summary>The groups that a user is in, locked in the order of their ids.</summary>
    Task<IReadOnlyList<Group>> OfUserForChangeAsync(UserId user, CancellationToken ct);

    /// <summary>These groups, locked in the order of their ids.</summary>
    Task<IReadOnlyList<Group>> InOrderForChangeAsync(IReadOnlyCollection<GroupId> ids, CancellationToken ct);

    /// <summary>The groups in which this value is parked, locked in the order of their ids.</summary>
    Task<IReadOnlyList<Group>> WaitingForAsync(DirectoryId directory, string value, CancellationToken ct);

    /// <summary>Another group of the directory with this name, or with this externalId.</summary>
    Task<Group?> NamesakeAsync(DirectoryId directory, GroupId? except, string displayNameKey, string? externalId, CancellationToken ct);

    void Add(Group group);

    void Remove(Group group);
}

/// <summary>The members of groups, as rows. Nothing here reads a whole group but what replaces it.</summary>
internal interface IGroupMemberRepository
{
    /// <summary>Those of the users who are in the group.</summary>
    Task<IReadOnlySet<UserId>> PresentAsync(GroupId group, IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>All members.</summary>
    Task<IReadOnlySet<UserId>> AllAsync(GroupId group, CancellationToken ct);

    void Add(GroupId group, IEnumerable<UserId> users);

    Task RemoveAsync(GroupId group, IReadOnlyCollection<UserId> users, CancellationToken ct);

    Task RemoveAllAsync(GroupId group, CancellationToken ct);

    /// <summary>How many values are parked in the group.</summary>
    Task<int> ParkedAsync(GroupId group, CancellationToken ct);

    /// <summary>Parks values; those that are parked already stay.</summary>
    Task ParkAsync(GroupId group, IReadOnlyCollection<string> values, CancellationToken ct);

    Task UnparkAsync(GroupId group, IReadOnlyCollection<string> values, CancellationToken ct);

    Task UnparkAllAsync(GroupId group, CancellationToken ct);
}

internal static class GroupErrors
{
    public static Error NotFound(GroupId id) => new(ErrorKind.NotFound, "group_not_found", $"There is no group with the id {id}.");

    public static Error NameTaken(Group holder) => new(
        ErrorKind.Conflict, "uniqueness", $"The displayName is taken by the group with the id {holder.Id} of this directory.");

    public static Error ExternalIdTaken(Group holder) => new(
        ErrorKind.Conflict, "uniqueness", $"The externalId is taken by the group with the id {holder.Id} of this directory.");

    public static Error TooLarge(int limit) => new(
        ErrorKind.TooLarge, "group_too_large", $"A group has at most {limit} members. Split it, or have the limit raised.");

    public static Error Cycle(GroupId member) => new(
        ErrorKind.Invalid, "invalidValue", $"members: the group {member} contains this group, directly or through others, so it can't be its member.");

    public static Error TooDeep(int limit) => new(
        ErrorKind.Invalid, "invalidValue", $"members: a group can be in at most {limit} groups, directly and through others.");

    public static Error UnknownMember(string value) => new(
        ErrorKind.Invalid, "invalidValue", $"members.value: there is no user or group with the id {(value.Length <= 80 ? value : value[..80] + "…")}.");

    public static Error ContainsItself { get; } = new(
        ErrorKind.Invalid, "invalidValue", "members: a group can't be a member of itself.");
}
