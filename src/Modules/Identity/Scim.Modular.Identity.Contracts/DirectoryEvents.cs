using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Contracts;

/// <summary>A directory was made; <paramref name="Provider"/> is the word by which the admin API knows the identity provider.</summary>
public sealed record DirectoryCreated(DirectoryId DirectoryId, long Version, string Name, string Provider, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>How a directory stands, and what an administrator decided about it: the whole of it is on each event.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">The word by which the admin API knows the identity provider.</param>
/// <param name="Status">
/// <c>active</c>; <c>observe</c>: what is pushed is stored and takes no effect yet; <c>disabled</c>: nothing is taken any more.
/// </param>
/// <param name="Members">
/// While disabled, what becomes of those whom it provisioned: <c>freeze</c>, everything stays as it is; <c>keep</c>, their seats and teams are
/// theirs as if given by hand; <c>deprovision</c>, they hold nothing until it is active again. Null otherwise.
/// </param>
/// <param name="TeamPerGroup">Every group that it pushes gets a team of its name.</param>
/// <param name="Breaker">When so many leave within an hour that an administrator must look first.</param>
/// <param name="Holding">The breaker has tripped: removals wait until <see cref="HeldChangesDecided"/>.</param>
public sealed record DirectoryFacts(
    string Name, string Provider, string Status, string? Members, bool TeamPerGroup, BreakerFacts Breaker, bool Holding);

/// <summary>The limits of the mass-change breaker. Without either it never trips.</summary>
/// <param name="Removals">So many people who leave within an hour; null: no such limit.</param>
/// <param name="Percent">Such a share of the directory's people, from 1 to 100; null: no such limit.</param>
public sealed record BreakerFacts(int? Removals, int? Percent);

/// <summary>A directory has other settings, or another status.</summary>
public sealed record DirectoryChanged(DirectoryId DirectoryId, long Version, DirectoryFacts Directory, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>
/// An administrator has looked at what the breaker held: <paramref name="Approved"/>, and it takes effect; or not, and those whom it
/// concerns stay as if put there by hand.
/// </summary>
public sealed record HeldChangesDecided(DirectoryId DirectoryId, long Version, bool Approved, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A directory was deleted, and with it all its users and groups: this event stands for theirs.</summary>
public sealed record DirectoryDeleted(DirectoryId DirectoryId, long Version, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>An organization was deleted, and with it everything that belongs to it.</summary>
public sealed record OrganizationDeleted(OrganizationId OrganizationId, long Version, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"organization:{OrganizationId}";

    Guid? IDomainEvent.Person => null;
}
