using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Jobs;

/// <summary>Removes jobs of before a time, of all organizations: there are only as many as people have started.</summary>
internal sealed record RemoveOldJobs(DateTimeOffset Time) : ICommand<Result<RemovedJobs>>;

internal sealed record RemovedJobs(int Count);

internal sealed class RemoveOldJobsHandler(IBackgroundJobRepository jobs) : ICommandHandler<RemoveOldJobs, Result<RemovedJobs>>
{
    public async Task<Result<RemovedJobs>> Handle(RemoveOldJobs command, CancellationToken ct) =>
        new RemovedJobs(await jobs.RemoveBeforeAsync(command.Time, ct));
}
