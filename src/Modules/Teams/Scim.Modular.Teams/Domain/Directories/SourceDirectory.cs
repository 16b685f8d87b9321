using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Directories;

/// <summary>
/// A directory as this module knows it: from its own events, or from the first user or group that names it, whichever comes first.
/// A deleted one is remembered, because events of its users and groups may still be under way.
/// </summary>
internal sealed class SourceDirectory : AggregateRoot, IOwnedByOrganization
{
    private SourceDirectory()
    {
    }

    public SourceDirectory(OrganizationId organization, DirectoryId id) => (OrganizationId, Id) = (organization, id);

    public OrganizationId OrganizationId { get; private set; }

    public DirectoryId Id { get; private set; }

    public string? Name { get; private set; }

    public string? Provider { get; private set; }

    public bool Deleted { get; private set; }

    public void Learn(string name, string provider) => (Name, Provider) = (name, provider);

    public void Delete(DateTimeOffset now)
    {
        if (Deleted)
            return;
        Deleted = true;
        ContinueEmptying(now);
    }

    /// <summary>There are people left to forget.</summary>
    public void ContinueEmptying(DateTimeOffset now) => Raise(version => new DirectoryUnsettled(Id, version, now));
}

/// <summary>A deleted directory still has people here. They are forgotten in portions, each in a transaction of its own.</summary>
internal sealed record DirectoryUnsettled(DirectoryId DirectoryId, long Version, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"directory:{DirectoryId}";

    Guid? IDomainEvent.Person => null;
}
