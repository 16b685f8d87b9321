using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Contracts;

/// <summary>What other modules may know of a group.</summary>
/// <param name="DirectoryId">The directory that pushes it.</param>
/// <param name="DisplayName">Its name, as sent.</param>
/// <param name="ExternalId">The identity provider's id of it, if it sent one.</param>
public sealed record GroupFacts(DirectoryId DirectoryId, string DisplayName, string? ExternalId);

/// <summary>An event of a group's story.</summary>
public interface IGroupEvent : IDomainEvent
{
    /// <summary>The group.</summary>
    GroupId GroupId { get; }

    /// <summary>When it happened.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"group:{GroupId}";

    Guid? IDomainEvent.Person => null;

    bool IDomainEvent.HoldsStream => true;
}

/// <summary>A group was pushed for the first time. Its members follow as <see cref="GroupMembersChanged"/>.</summary>
public sealed record GroupCreated(GroupId GroupId, long Version, GroupFacts Group, DateTimeOffset At) : IGroupEvent;

/// <summary>A group got another name or external id, or another attribute that only this module keeps.</summary>
public sealed record GroupChanged(GroupId GroupId, long Version, GroupFacts Group, DateTimeOffset At) : IGroupEvent;

/// <summary>
/// Users came into a group and left it: at most 1,000 of each in one event. A large push is several events, in order.
/// </summary>
public sealed record GroupMembersChanged(
    GroupId GroupId, long Version, DirectoryId DirectoryId, IReadOnlyList<UserId> Added, IReadOnlyList<UserId> Removed, DateTimeOffset At)
    : IGroupEvent;

/// <summary>Groups came into a group and left it, as members: at most 1,000 of each in one event. Their users are in it through them.</summary>
public sealed record GroupNestingChanged(
    GroupId GroupId, long Version, DirectoryId DirectoryId, IReadOnlyList<GroupId> Added, IReadOnlyList<GroupId> Removed, DateTimeOffset At)
    : IGroupEvent;

/// <summary>A group was deleted, and with it all its memberships. Its users are still there.</summary>
public sealed record GroupDeleted(GroupId GroupId, long Version, DirectoryId DirectoryId, DateTimeOffset At) : IGroupEvent;
