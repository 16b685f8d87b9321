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

    /// <summary>Gives out so many seats, or none: false when they are not free.</summary>
    Task<bool> TakeAsync(Plan plan, int seats, CancellationToken ct);

    /// <summary>So many seats are free again. It never fails.</summary>
    Task GiveBackAsync(Plan plan, int seats, CancellationToken ct);

    /// <summary>Keeps a seat for somebody who is about to come in: false when none is free.</summary>
    Task<bool> ReserveAsync(Plan plan, CancellationToken ct);

    /// <summary>A reserved seat is taken: false when none was reserved.</summary>
    Task<bool> TakeReservedAsync(Plan plan, CancellationToken ct);

    /// <summary>So many reserved seats are free again. It never fails.</summary>
    Task CancelReservedAsync(Plan plan, int seats, CancellationToken ct);
}
