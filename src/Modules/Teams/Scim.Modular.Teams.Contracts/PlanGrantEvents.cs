using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Contracts;

/// <summary>
/// An event of what a mapping entitles to. It is a story of its own beside the mapping's: every push writes it, and nobody who edits the
/// mapping should be told that it has changed for that.
/// </summary>
public interface IPlanGrantEvent : IDomainEvent
{
    /// <summary>The mapping.</summary>
    Guid MappingId { get; }

    /// <summary>When.</summary>
    DateTimeOffset At { get; }

    string IDomainEvent.Stream => $"plan-grant:{MappingId:D}";

    Guid? IDomainEvent.Person => null;

    bool IDomainEvent.HoldsStream => true;
}

/// <summary>A mapping entitles to this plan from now on: whoever has it as a source. No <paramref name="Plan"/>: to none any more.</summary>
/// <param name="MappingId">The mapping.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Plan">The plan's key.</param>
/// <param name="Priority">Of several grants the one with the highest wins.</param>
/// <param name="GroupName">The group, as explanations name it.</param>
/// <param name="At">When.</param>
public sealed record PlanGrantChanged(Guid MappingId, long Version, string? Plan, int Priority, string GroupName, DateTimeOffset At)
    : IPlanGrantEvent;

/// <summary>
/// Users have the mapping as a source since now, and have it no longer: at most 1,000 of each in one event. <paramref name="Reason"/> says
/// whether the identity provider did it (<c>group_push</c>, <c>group_deleted</c>) or an administrator.
/// </summary>
public sealed record PlanGrantMembersChanged(
    Guid MappingId, long Version, IReadOnlyList<Guid> Added, IReadOnlyList<Guid> Removed, string Reason, DateTimeOffset At) : IPlanGrantEvent;

/// <summary>So many of a directory's people were taken out of mapped groups within an hour that its breaker has tripped.</summary>
public sealed record MassRemovalSuspected(Guid DirectoryId, long Version, int Removals, int People, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory-breaker:{DirectoryId:D}";

    Guid? IDomainEvent.Person => null;
}
