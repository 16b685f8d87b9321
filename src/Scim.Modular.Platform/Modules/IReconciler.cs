namespace Scim.Modular.Platform.Modules;

/// <summary>
/// A module's comparison of what is stored with what its rules compute from facts and configuration: the same rules that its event handlers
/// go by. It works in the current organization, in portions, each in a transaction of its own.
/// </summary>
public interface IReconciler
{
    /// <summary>Finds what differs, and writes the difference when it is to <paramref name="repair"/>.</summary>
    /// <param name="repair">Whether to write.</param>
    /// <param name="passed">Is told after each portion how many people it was, at most.</param>
    /// <param name="ct">Ends it between two portions.</param>
    Task<Reconciliation> ReconcileAsync(bool repair, IProgress<int>? passed, CancellationToken ct);

    /// <summary>How many people it goes over.</summary>
    Task<int> CountAsync(CancellationToken ct);

    /// <summary>What would change if this directory, which only observes or is frozen, took effect now.</summary>
    Task<Reconciliation> ForecastAsync(Guid directory, CancellationToken ct);
}

/// <summary>What was found.</summary>
/// <param name="Drift">The differences; at most 1,000 are listed.</param>
/// <param name="Found">How many there are.</param>
/// <param name="Repaired">How many were written.</param>
public sealed record Reconciliation(IReadOnlyList<Drift> Drift, int Found, int Repaired)
{
    /// <summary>How many differences are listed at most.</summary>
    public const int MostListed = 1000;

    /// <summary>Nothing differs.</summary>
    public static Reconciliation None { get; } = new([], 0, 0);
}

/// <summary>One difference.</summary>
/// <param name="Kind">What differs: <c>seat</c>, <c>plan_count</c>, <c>membership</c>, <c>source</c>, <c>mapping</c>.</param>
/// <param name="UserId">Whom it concerns, if it concerns one.</param>
/// <param name="Subject">What of it, readable: a plan's key, a team's name.</param>
/// <param name="Stored">What is stored; null: nothing.</param>
/// <param name="Computed">What should be; null: nothing.</param>
public sealed record Drift(string Kind, Guid? UserId, string Subject, string? Stored, string? Computed);
