namespace Scim.Modular.Licensing.Domain.Plans;

/// <summary>
/// The organization's plans. Each unit of work that moves seats locks them first, in the order of their keys: that is what makes it the
/// only one that moves seats of this organization, and what keeps two of them from waiting for each other.
/// </summary>
internal interface IPlanRepository
{
    /// <summary>
    /// Locks all plans and reads them. Also an answer without a default plan is locked: none can become one before this unit of work
    /// is over. <paramref name="toChange"/>: the default plan may become another one.
    /// </summary>
    Task<IReadOnlyList<Plan>> LockAllAsync(bool toChange, CancellationToken ct);

    void Add(Plan plan);

    void Remove(Plan plan);

    /// <summary>Writes at once that a plan is no longer the default one: another is about to be, and there can't be two for a moment.</summary>
    Task StepDownAsync(Plan plan, CancellationToken ct);

    /// <summary>
    /// Writes what the plan's counters have moved by, in one guarded update of its row: it gives out nothing that is not free, and what
    /// comes back never fails.
    /// </summary>
    Task SaveMovesAsync(Plan plan, CancellationToken ct);

    /// <summary>Counts the rows of each plan, by its key.</summary>
    Task<IReadOnlyDictionary<string, PlanCounts>> CountAsync(CancellationToken ct);

    /// <summary>Writes the counters as they are here: they were counted anew.</summary>
    Task SaveCountsAsync(Plan plan, CancellationToken ct);

    /// <summary>Tells the plan's notices.</summary>
    Task<PlanNotices> NoticesAsync(Plan plan, CancellationToken ct);
}
