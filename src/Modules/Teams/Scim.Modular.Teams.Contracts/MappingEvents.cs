using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Contracts;

/// <summary>A group mapping as it stands: the whole of it is on each event.</summary>
/// <param name="DirectoryId">The directory whose group it is.</param>
/// <param name="GroupName">The name as typed, or as it was when the group was chosen.</param>
/// <param name="BoundGroupId">The group that it follows now; null while it follows none.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Role">What the group's members become: <c>member</c>, <c>admin</c> or <c>owner</c>.</param>
/// <param name="Mode"><c>managed</c>, <c>additive</c> or <c>exclusive</c>.</param>
/// <param name="Priority">The higher one wins where several entitle to plans.</param>
/// <param name="Plan">The key of the plan that it entitles to; null: none.</param>
/// <param name="Status"><c>waiting</c>, <c>bound</c>, <c>orphaned</c> or <c>paused</c>.</param>
public sealed record MappingFacts(
    Guid DirectoryId, string GroupName, Guid? BoundGroupId, TeamId TeamId, string Role, string Mode, int Priority, string? Plan, string Status);

/// <summary>An event of a mapping's story.</summary>
public interface IMappingEvent : IDomainEvent
{
    /// <summary>The mapping.</summary>
    Guid MappingId { get; }

    /// <summary>How it stands since then; how it stood last, when it was deleted.</summary>
    MappingFacts Mapping { get; }

    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"mapping:{MappingId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A mapping was made.</summary>
public sealed record GroupMappingCreated(Guid MappingId, long Version, MappingFacts Mapping, DateTimeOffset At) : IMappingEvent;

/// <summary>Its group has come, or come back.</summary>
public sealed record GroupMappingBound(Guid MappingId, long Version, MappingFacts Mapping, string Reason, DateTimeOffset At) : IMappingEvent;

/// <summary>Its group has another name; it follows it all the same.</summary>
public sealed record GroupMappingFollowedRename(Guid MappingId, long Version, MappingFacts Mapping, string Name, DateTimeOffset At) : IMappingEvent;

/// <summary>Its group, or its directory, is gone.</summary>
public sealed record GroupMappingOrphaned(Guid MappingId, long Version, MappingFacts Mapping, string Reason, DateTimeOffset At) : IMappingEvent;

/// <summary>An administrator changed it, paused it or let it go on.</summary>
public sealed record GroupMappingChanged(Guid MappingId, long Version, MappingFacts Mapping, string Reason, DateTimeOffset At) : IMappingEvent;

/// <summary>An administrator deleted it; <paramref name="MembersKept"/>: its members stay, as if put there by hand.</summary>
public sealed record GroupMappingDeleted(
    Guid MappingId, long Version, MappingFacts Mapping, bool MembersKept, string Reason, DateTimeOffset At) : IMappingEvent;
