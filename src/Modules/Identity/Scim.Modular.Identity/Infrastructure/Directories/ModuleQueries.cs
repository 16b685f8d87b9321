using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Directories;

internal sealed class GetHeldChangesHandler(IdentityDbContext db, IEnumerable<IHeldChanges> modules)
    : IQueryHandler<GetHeldChanges, DirectoryHeldChanges?>
{
    public async Task<DirectoryHeldChanges?> Handle(GetHeldChanges query, CancellationToken ct)
    {
        var found = await db.Directories.Where(row => row.Id == query.Directory).Select(row => new { row.HoldingSince }).SingleOrDefaultAsync(ct);
        if (found is null)
            return null;

        var parts = new List<HeldChanges>();
        foreach (var module in modules)
            parts.Add(await module.OfDirectoryAsync(query.Directory.Value, ct));
        return new(found.HoldingSince is not null, found.HoldingSince, parts.Sum(part => part.Count), parts);
    }
}

internal sealed class GetDirectoryReportHandler(IdentityDbContext db, IEnumerable<IReconciler> modules)
    : IQueryHandler<GetDirectoryReport, DirectoryReport?>
{
    public async Task<DirectoryReport?> Handle(GetDirectoryReport query, CancellationToken ct)
    {
        if (!await db.Directories.AnyAsync(row => row.Id == query.Directory, ct))
            return null;

        var drift = new List<Drift>();
        var found = 0;
        foreach (var module in modules)
        {
            var forecast = await module.ForecastAsync(query.Directory.Value, ct);
            drift.AddRange(forecast.Drift.Take(Reconciliation.MostListed - drift.Count));
            found += forecast.Found;
        }

        return new(drift, found);
    }
}
