using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Domain.Conformance;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Conformance;

internal sealed class ListConformanceRunsHandler(IdentityDbContext db, TimeProvider clock)
    : IQueryHandler<ListConformanceRuns, IReadOnlyList<ConformanceRunView>?>
{
    public async Task<IReadOnlyList<ConformanceRunView>?> Handle(ListConformanceRuns query, CancellationToken ct)
    {
        if (!await db.Directories.AnyAsync(row => row.Id == query.Directory, ct))
            return null;
        // Without the exchanges, which nobody reads in a list.
        var runs = await db.ConformanceRuns.Where(run => run.DirectoryId == query.Directory)
            .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Take(ConformanceRun.Kept)
            .Select(run => new { run.Id, run.Clients, run.StartedAt, run.FinishedAt, run.Ok, run.Failed, run.Skipped, run.Problem })
            .ToListAsync(ct);
        var now = clock.Now();
        return
        [
            .. runs.Select(run => ConformanceRunView.Of(
                run.Id, run.Clients, run.StartedAt, run.FinishedAt, run.Ok, run.Failed, run.Skipped, run.Problem, now)),
        ];
    }
}

internal sealed class GetConformanceRunHandler(IdentityDbContext db, TimeProvider clock) : IQueryHandler<GetConformanceRun, ConformanceRunDetail?>
{
    public async Task<ConformanceRunDetail?> Handle(GetConformanceRun query, CancellationToken ct) =>
        await db.ConformanceRuns.AsNoTracking().SingleOrDefaultAsync(run => run.DirectoryId == query.Directory && run.Id == query.Id, ct) is { } found
            ? ConformanceRunDetail.Of(found, clock.Now())
            : null;
}
