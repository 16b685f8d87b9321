using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>The organization's seats. Lists come in the order in which people are served.</summary>
internal interface ISeatRepository
{
    Task<Seat?> FindAsync(UserId user, CancellationToken ct);

    void Add(Seat seat);

    void Remove(Seat seat);

    /// <summary>The next ones in a plan's line: priority first, then oldest first.</summary>
    Task<IReadOnlyList<Seat>> NextInLineAsync(string plan, int most, CancellationToken ct);

    /// <summary>How many wait for a plan.</summary>
    Task<int> CountWaitingAsync(string plan, CancellationToken ct);

    /// <summary>The oldest seats of a plan that are marked as beyond the bought number.</summary>
    Task<IReadOnlyList<Seat>> OldestOverageAsync(string plan, int most, CancellationToken ct);

    /// <summary>All seats that are held or waited for, of every plan but this one: held ones first, then in line.</summary>
    Task<IReadOnlyList<Seat>> LiveOutsideAsync(string? plan, CancellationToken ct);

    /// <summary>The same of one directory's people.</summary>
    Task<IReadOnlyList<Seat>> LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Active people who neither hold a seat nor wait for one, oldest first, with the seat that they had before.</summary>
    Task<IReadOnlyList<(UserId User, Seat? Before)>> ActiveWithoutAsync(CancellationToken ct);
}
