using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>
/// An event of a mapping's story. Only this module hears it: what follows from it for the members is done in portions, each in a
/// transaction of its own.
/// </summary>
internal interface IMappingEvent : IDomainEvent
{
    MappingId MappingId { get; }

    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"mapping:{MappingId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>An event after which the members may have to change, and the reason that they are given.</summary>
internal interface IMappingMembersEvent : IMappingEvent
{
    string Reason { get; }
}

internal sealed record GroupMappingCreated(
    MappingId MappingId, long Version, DirectoryId DirectoryId, string GroupName, TeamId TeamId, string Role, string Mode, int Priority,
    DateTimeOffset At) : IMappingEvent;

internal sealed record GroupMappingBound(
    MappingId MappingId, long Version, GroupId GroupId, string Reason, DateTimeOffset At) : IMappingMembersEvent;

internal sealed record GroupMappingFollowedRename(
    MappingId MappingId, long Version, string GroupName, DateTimeOffset At) : IMappingEvent;

internal sealed record GroupMappingOrphaned(MappingId MappingId, long Version, string Reason, DateTimeOffset At) : IMappingMembersEvent;

internal sealed record GroupMappingChanged(
    MappingId MappingId, long Version, string Role, int Priority, string Reason, DateTimeOffset At) : IMappingMembersEvent;

internal sealed record GroupMappingDeleted(
    MappingId MappingId, long Version, bool MembersKept, string Reason, DateTimeOffset At) : IMappingMembersEvent;

/// <summary>The portion that ended with the user <paramref name="After"/> is done and there is more.</summary>
internal sealed record GroupMappingUnsettled(
    MappingId MappingId, long Version, UserId After, string Reason, DateTimeOffset At) : IMappingMembersEvent;
