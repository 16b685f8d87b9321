namespace Scim.Modular.Oversight.Domain.Reconciliation;

internal interface IReconcileRuns
{
    void Add(ReconcileRun run);

    /// <summary>Removes runs of before this time, of all organizations, a portion of them; tells how many.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset time, int most, CancellationToken ct);

    /// <summary>Takes a job's turn when nobody else has it; false when somebody has.</summary>
    Task<bool> TakeTurnAsync(string job, Guid holder, DateTimeOffset now, DateTimeOffset until, CancellationToken ct);
}
