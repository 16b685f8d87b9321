namespace Scim.Modular.Teams.Domain.Plans;

internal interface IPlanRepository
{
    Task<KnownPlan?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>Whether there is a plan of this key.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken ct);

    /// <summary>Whether there is another plan of this key.</summary>
    Task<bool> ExistsBesideAsync(Guid id, string key, CancellationToken ct);

    void Add(Guid id, string key);
}
