namespace Scim.Modular.Oversight.Domain.Audit;

internal interface IAuditLog
{
    /// <summary>The current organization's chain, locked until the end of the unit of work; begun when there was none.</summary>
    Task<AuditChain> LockAsync(CancellationToken ct);

    /// <summary>Which of these events are sealed already.</summary>
    Task<IReadOnlySet<Guid>> SealedAsync(IReadOnlyCollection<Guid> events, CancellationToken ct);

    void Add(AuditEntry entry);

    /// <summary>The oldest entries, in order.</summary>
    Task<IReadOnlyList<AuditEntry>> OldestAsync(int most, CancellationToken ct);

    /// <summary>Removes the entries up to this place.</summary>
    Task RemoveAsync(long upTo, CancellationToken ct);

    /// <summary>Keeps a refusal as an event of this module: it is sealed like any other.</summary>
    void Add(Refusal refusal);
}
