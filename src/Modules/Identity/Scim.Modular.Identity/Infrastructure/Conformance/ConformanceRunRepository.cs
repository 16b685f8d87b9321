using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Conformance;

namespace Scim.Modular.Identity.Infrastructure.Conformance;

internal sealed class ConformanceRunRepository(IdentityDbContext db) : IConformanceRunRepository
{
    public Task<ConformanceRun?> FindAsync(Guid id, CancellationToken ct) => db.ConformanceRuns.SingleOrDefaultAsync(run => run.Id == id, ct);

    public async Task<IReadOnlyList<ConformanceRun>> UnfinishedAsync(DirectoryId directory, CancellationToken ct) =>
        await db.ConformanceRuns.Where(run => run.DirectoryId == directory && run.FinishedAt == null).ToListAsync(ct);

    public void Add(ConformanceRun run) => db.ConformanceRuns.Add(run);

    public async Task RemoveAllButAsync(DirectoryId directory, int newest, CancellationToken ct)
    {
        var old = await db.ConformanceRuns.Where(run => run.DirectoryId == directory)
            .OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id).Skip(newest).Select(run => run.Id).ToListAsync(ct);
        if (old.Count > 0)
            await db.ConformanceRuns.Where(run => old.Contains(run.Id)).ExecuteDeleteAsync(ct);
    }
}
