using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Licensing.Domain.Seats;

/// <summary>The organization's seats.</summary>
internal interface ISeatRepository
{
    Task<Seat?> FindAsync(UserId user, CancellationToken ct);

    Task<IReadOnlyDictionary<UserId, Seat>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    void Add(Seat seat);

    void Remove(Seat seat);

    /// <summary>The next ones in a plan's line who can be served: priority first, then oldest first.</summary>
    Task<IReadOnlyList<Seat>> NextInLineAsync(string plan, int most, CancellationToken ct);

    /// <summary>The oldest seats of a plan that are marked as beyond the bought number.</summary>
    Task<IReadOnlyList<Seat>> OldestOverageAsync(string plan, int most, CancellationToken ct);

    /// <summary>People whose seats have been kept for long enough, and are not frozen.</summary>
    Task<IReadOnlyList<UserId>> LapsedAsync(DateTimeOffset now, int most, CancellationToken ct);

    /// <summary>All seats of one directory's people that are held or waited for.</summary>
    Task<IReadOnlyList<Seat>> LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Seats of people whom nobody knows.</summary>
    Task<IReadOnlyList<Seat>> NobodysAsync(int most, CancellationToken ct);

    /// <summary>How many hold a seat by the default plan, of another plan than this one.</summary>
    Task<int> CountMoversAsync(string plan, CancellationToken ct);
}
