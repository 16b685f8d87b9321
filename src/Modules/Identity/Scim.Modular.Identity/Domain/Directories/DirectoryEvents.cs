using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Directories;

/// <summary>An event of a directory's story that no other module needs: the audit log tells it.</summary>
internal interface IDirectoryEvent : IDomainEvent
{
    DirectoryId DirectoryId { get; }

    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>A directory takes its client at its word in another way.</summary>
internal sealed record DirectoryProfileChanged(DirectoryId DirectoryId, long Version, string Profile, string Before, DateTimeOffset At)
    : IDirectoryEvent;

/// <summary>A token was made. Of its secret nothing is told but how it begins.</summary>
internal sealed record DirectoryTokenCreated(
    DirectoryId DirectoryId, long Version, Guid TokenId, string Name, string Prefix, DateTimeOffset? ExpiresAt, UserId? UserId, DateTimeOffset At)
    : IDirectoryEvent;

/// <summary>A token was revoked.</summary>
internal sealed record DirectoryTokenRevoked(
    DirectoryId DirectoryId, long Version, Guid TokenId, string Name, string Prefix, DateTimeOffset At) : IDirectoryEvent;

/// <summary>An administrator had identity providers' clients played against a sandbox that is configured like the directory.</summary>
internal sealed record ConformanceRunStarted(DirectoryId DirectoryId, long Version, Guid RunId, IReadOnlyList<string> Clients, DateTimeOffset At)
    : IDirectoryEvent;
