using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Jobs;

/// <summary>What goes on while nobody waits for it.</summary>
internal enum JobKind
{
    /// <summary>Compares what is stored with what the rules compute.</summary>
    Compare,

    /// <summary>Compares, and repairs what differs.</summary>
    Repair,

    /// <summary>Applies a configuration file.</summary>
    Import,
}

/// <summary>
/// Work that an administrator has started on a page, and whose page they may leave: how far it is, and what came of it. The process that does it
/// gives a sign of life every few seconds.
/// </summary>
internal sealed class BackgroundJob : IOwnedByOrganization
{
    /// <summary>A job without a sign of life for so long has lost its process.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    /// <summary>The longest reason that is kept; a longer one is cut.</summary>
    public const int LongestProblem = 1000;

    private BackgroundJob()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public JobKind Kind { get; private set; }

    /// <summary>Who has started it.</summary>
    public string By { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The last sign of life.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>How much of <see cref="Total"/> is done.</summary>
    public int Done { get; private set; }

    /// <summary>How much there is to do: people to compare, changes to make. 0: nobody has counted yet.</summary>
    public int Total { get; private set; }

    /// <summary>Null: it is under way, or its process is gone.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Why it did not come to its end; null when it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>What came of it: of a comparison what it found, as JSON; of an import that broke off the file.</summary>
    public string? Outcome { get; private set; }

    public static BackgroundJob Start(OrganizationId organization, JobKind kind, string by, DateTimeOffset now) => new()
    {
        OrganizationId = organization, Id = Guid.CreateVersion7(now), Kind = kind, By = by, StartedAt = now, SeenAt = now,
    };

    public void Note(int done, int total, DateTimeOffset now)
    {
        if (FinishedAt is null)
            (Done, Total, SeenAt) = (done, total, now);
    }

    public void Finish(string? outcome, string? problem, DateTimeOffset now)
    {
        if (FinishedAt is null)
            (Outcome, Problem, FinishedAt, SeenAt) = (outcome, problem?[..Math.Min(problem.Length, LongestProblem)], now, now);
    }
}

internal interface IBackgroundJobRepository
{
    Task<BackgroundJob?> FindAsync(Guid id, CancellationToken ct);

    /// <summary>One of this kind that is not finished, and that was seen since a time.</summary>
    Task<BackgroundJob?> FindRunningAsync(JobKind kind, DateTimeOffset seenSince, CancellationToken ct);

    void Add(BackgroundJob job);

    /// <summary>Removes jobs of before this time, of all organizations; tells how many.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset time, CancellationToken ct);
}
