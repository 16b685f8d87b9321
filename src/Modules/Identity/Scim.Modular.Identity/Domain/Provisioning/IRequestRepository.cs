using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Identity.Domain.Provisioning;

internal interface IRequestRepository
{
    /// <summary>Those of the directories that are still there.</summary>
    Task<IReadOnlySet<DirectoryId>> PresentAsync(IReadOnlyCollection<DirectoryId> directories, CancellationToken ct);

    void Add(IEnumerable<ProvisioningRequest> requests);

    /// <summary>Removes some of the requests before that time, of all organizations, and tells how many.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset time, int limit, CancellationToken ct);
}
