using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Jobs;

/// <summary>Keeps what came of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Outcome">What came of it, as <see cref="BackgroundJob.Outcome"/>; null when there is nothing to tell.</param>
/// <param name="Problem">Why it did not come to its end; null when it did.</param>
internal sealed record FinishJob(Guid Job, string? Outcome, string? Problem) : ICommand<Result>;

internal sealed class FinishJobHandler(IBackgroundJobRepository jobs, TimeProvider clock) : ICommandHandler<FinishJob, Result>
{
    public async Task<Result> Handle(FinishJob command, CancellationToken ct)
    {
        (await jobs.FindAsync(command.Job, ct))?.Finish(command.Outcome, command.Problem, clock.Now());
        return Result.Ok;
    }
}
