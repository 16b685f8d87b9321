using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Directories;

/// <summary>Work on a directory that is done in portions, each in a transaction of its own: only this module hears it.</summary>
internal interface IDirectoryWork : IDomainEvent
{
    DirectoryId DirectoryId { get; }

    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A deleted directory still has people here. They are forgotten in portions.</summary>
internal sealed record DirectoryUnsettled(DirectoryId DirectoryId, long Version, DateTimeOffset At) : IDirectoryWork;

/// <summary>A directory takes effect otherwise than before. The people after this one are still to be looked at.</summary>
internal sealed record DirectoryPeopleUnsettled(DirectoryId DirectoryId, long Version, UserId? After, DateTimeOffset At) : IDirectoryWork;

/// <summary>The groups of a directory that come after this one may need a team.</summary>
internal sealed record DirectoryGroupsUnsettled(DirectoryId DirectoryId, long Version, GroupId? After, DateTimeOffset At) : IDirectoryWork;

/// <summary>
/// An administrator has decided on what the breaker held, and some of it is still to be dealt with. <paramref name="DecidedAt"/>: when this
/// module heard of it; what is held since then waits for another decision.
/// </summary>
internal sealed record HeldSourcesUnsettled(
    DirectoryId DirectoryId, long Version, bool Approved, DateTimeOffset At, DateTimeOffset DecidedAt) : IDirectoryWork;
