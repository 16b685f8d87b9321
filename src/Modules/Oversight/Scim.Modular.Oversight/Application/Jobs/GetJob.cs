using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Jobs;

/// <summary>One job, or null.</summary>
internal sealed record GetJob(Guid Id) : IQuery<JobView?>;

/// <summary>The last few jobs of these kinds, the newest first.</summary>
internal sealed record ListJobs(params JobKind[] Kinds) : IQuery<IReadOnlyList<JobView>>;

internal enum JobStatus
{
    Running,
    Done,

    /// <summary>It did not come to its end; <see cref="JobView.Problem"/> says why.</summary>
    Failed,
}

/// <summary>A job, and how far it is.</summary>
internal sealed record JobView(
    Guid Id, JobKind Kind, string By, JobStatus Status, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int Done, int Total, string? Problem, string? Outcome)
{
    private const string Lost = "The process that did it is gone. What was done until then stays done; start it again for the rest.";

    public static JobView Of(BackgroundJob job, DateTimeOffset now)
    {
        var isLost = job.FinishedAt is null && now - job.SeenAt >= BackgroundJob.Silence;
        var status = isLost || job.Problem is not null ? JobStatus.Failed : job.FinishedAt is null ? JobStatus.Running : JobStatus.Done;
        return new(job.Id, job.Kind, job.By, status, job.StartedAt, job.FinishedAt, job.Done, job.Total, isLost ? Lost : job.Problem, job.Outcome);
    }
}
