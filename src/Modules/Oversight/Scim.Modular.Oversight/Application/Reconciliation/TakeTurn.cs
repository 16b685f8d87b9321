using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Reconciliation;

/// <summary>
/// Takes a job's turn for this process until a time, or keeps it. Nobody gives a turn back: processes whose clocks strike together would
/// do the work one after the other.
/// </summary>
internal sealed record TakeTurn(string Job, Guid Holder, TimeSpan Life) : ICommand<Result<Turn>>;

internal sealed record Turn(bool IsOurs);

internal sealed class TakeTurnHandler(IReconcileRuns runs, TimeProvider clock) : ICommandHandler<TakeTurn, Result<Turn>>
{
    public async Task<Result<Turn>> Handle(TakeTurn request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return new Turn(await runs.TakeTurnAsync(request.Job, request.Holder, now, now + request.Life, cancellationToken));
    }
}

/// <summary>Removes runs of before a time, of all organizations, a portion of them.</summary>
internal sealed record RemoveOldRuns(DateTimeOffset Time) : ICommand<Result<RemovedRuns>>;

internal sealed record RemovedRuns(int Count);

internal sealed class RemoveOldRunsHandler(IReconcileRuns runs) : ICommandHandler<RemoveOldRuns, Result<RemovedRuns>>
{
    private const int Portion = 1000;

    public async Task<Result<RemovedRuns>> Handle(RemoveOldRuns request, CancellationToken cancellationToken) =>
        new RemovedRuns(await runs.RemoveBeforeAsync(request.Time, Portion, cancellationToken));
}
