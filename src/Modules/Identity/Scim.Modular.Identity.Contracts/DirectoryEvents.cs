using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Contracts;

/// <summary>A directory was made; <paramref name="Provider"/> is the word by which the admin API knows the identity provider.</summary>
public sealed record DirectoryCreated(DirectoryId DirectoryId, long Version, string Name, string Provider, DateTimeOffset At) : IDomainEvent
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
