using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Contracts;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

/// <summary>Asks the rules what would be, with the mapping as it is about to be saved.</summary>
internal sealed class SeatForecaster(LicensingDbContext db, IPersonRepository people, SeatCases cases, Portion atOnce) : ISeatForecast
{
    // A mapping that is not there yet is the youngest of all.
    private static readonly Guid NotYet = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    public async Task<SeatForecast> ForecastAsync(EntitlementChange change, CancellationToken ct)
    {
        var all = await db.Plans.AsNoTracking().OrderBy(plan => plan.Key).ToListAsync(ct);
        if (all.FirstOrDefault(plan => plan.Key == change.Plan) is not { } plan)
            return new SeatForecast(0, 0);

        var mapping = change.MappingId ?? NotYet;
        var source = new Source(SourceKind.Mapping, plan.Key, change.Priority, plan.Rank, mapping);
        var needed = 0;
        foreach (var portion in change.Users.Distinct().Chunk(atOnce.Size))
        {
            db.ChangeTracker.Clear();
            var known = await people.OfAsync([.. portion.Select(user => new UserId(user))], ct);
            needed += (await cases.OfAsync(known, all, ct))
                .Select(one => one with { Sources = SeatRules.InOrder([.. one.Sources.Where(other => other.MappingId != mapping), source]) })
                .Count(one => one.Winner?.Plan == plan.Key && !(one.Seat is { Holds: true } seat && seat.PlanKey == plan.Key));
        }

        return new SeatForecast(needed, plan.Available is { } left ? Math.Max(0, needed - left) : 0);
    }
}
