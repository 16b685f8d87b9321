using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Jobs;
using Scim.Modular.Oversight.Domain.Jobs;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Jobs;

internal sealed class BackgroundJobRepository(OversightDbContext db) : IBackgroundJobRepository
{
    public Task<BackgroundJob?> FindAsync(Guid id, CancellationToken ct) => db.Jobs.SingleOrDefaultAsync(job => job.Id == id, ct);

    public Task<BackgroundJob?> FindRunningAsync(JobKind kind, DateTimeOffset seenSince, CancellationToken ct) =>
        db.Jobs.Where(job => job.Kind == kind && job.FinishedAt == null && job.SeenAt > seenSince)
            .OrderByDescending(job => job.Id).FirstOrDefaultAsync(ct);

    public void Add(BackgroundJob job) => db.Jobs.Add(job);

    public Task<int> RemoveBeforeAsync(DateTimeOffset time, CancellationToken ct) =>
        db.Jobs.IgnoreQueryFilters().Where(job => job.StartedAt < time).ExecuteDeleteAsync(ct);
}

internal sealed class GetJobHandler(OversightDbContext db, TimeProvider clock) : IQueryHandler<GetJob, JobView?>
{
    public async Task<JobView?> Handle(GetJob request, CancellationToken cancellationToken) =>
        await db.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == request.Id, cancellationToken) is { } found ? JobView.Of(found, clock.Now()) : null;
}

internal sealed class ListJobsHandler(OversightDbContext db, TimeProvider clock) : IQueryHandler<ListJobs, IReadOnlyList<JobView>>
{
    private const int Most = 5;

    public async Task<IReadOnlyList<JobView>> Handle(ListJobs request, CancellationToken cancellationToken)
    {
        var found = await db.Jobs.AsNoTracking().Where(job => request.Kinds.Contains(job.Kind))
            .OrderByDescending(job => job.Id).Take(Most).ToListAsync(cancellationToken);
        var now = clock.Now();
        return [.. found.Select(job => JobView.Of(job, now))];
    }
}
