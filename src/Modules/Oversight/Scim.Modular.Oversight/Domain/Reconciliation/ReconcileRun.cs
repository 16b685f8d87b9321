using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Reconciliation;

/// <summary>The schedule has found state that differs from what the rules compute. It never should.</summary>
internal sealed record ReconcileDriftFound(
    Guid RunId, long Version, int Found, int Repaired, IReadOnlyList<string> Kinds, DateTimeOffset At) : IDomainEvent
{
    string IDomainEvent.Stream => $"reconcile:{RunId:D}";

    Guid? IDomainEvent.Person => null;
}

/// <summary>One comparison of everything that is stored with everything that is computed.</summary>
internal sealed class ReconcileRun : AggregateRoot, IOwnedByOrganization
{
    private ReconcileRun()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int DurationMs { get; private set; }

    public int Found { get; private set; }

    public int Repaired { get; private set; }

    /// <summary>It only looked.</summary>
    public bool DryRun { get; private set; }

    /// <summary>Who asked for it: an administrator, or <c>system</c> for the schedule.</summary>
    public string By { get; private set; } = "";

    public static ReconcileRun Of(
        OrganizationId organization, DateTimeOffset at, TimeSpan duration, int found, int repaired, bool dryRun, string by,
        IReadOnlyList<string> kinds)
    {
        var run = new ReconcileRun
        {
            OrganizationId = organization,
            Id = Guid.CreateVersion7(at),
            At = at,
            DurationMs = (int)duration.TotalMilliseconds,
            Found = found,
            Repaired = repaired,
            DryRun = dryRun,
            By = by,
        };
        // An administrator who asks is told by the answer; what the schedule finds has to make itself heard.
        if (found > 0 && by == Schedule)
            run.Raise(version => new ReconcileDriftFound(run.Id, version, found, repaired, kinds, at + duration));
        return run;
    }

    public const string Schedule = "system";
}

/// <summary>Work that one process at a time does over all replicas. The row is the turn.</summary>
internal sealed class JobLease
{
    private JobLease()
    {
    }

    public string Name { get; private set; } = "";

    public Guid Holder { get; private set; }

    public DateTimeOffset Until { get; private set; }

    public static JobLease Of(string name, Guid holder, DateTimeOffset until) => new() { Name = name, Holder = holder, Until = until };
}
