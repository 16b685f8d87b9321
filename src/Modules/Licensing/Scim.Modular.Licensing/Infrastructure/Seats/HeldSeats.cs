using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

/// <summary>Shows the seats that a directory's breaker keeps from being given to others.</summary>
internal sealed class HeldSeats(LicensingDbContext db) : IHeldChanges
{
    private const int MostShown = 200;

    public async Task<HeldChanges> OfDirectoryAsync(Guid directory, CancellationToken ct)
    {
        var id = new DirectoryId(directory);
        var held = db.Seats.AsNoTracking().Where(seat => seat.HeldUntil == Seat.UntilDecided && db.People.Any(person =>
            person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.DirectoryId == id));
        var first = await held.OrderBy(seat => seat.Since).ThenBy(seat => seat.UserId).Take(MostShown).ToListAsync(ct);
        return new HeldChanges(
            "seats", await held.CountAsync(ct),
            [.. first.Select(seat => new HeldChange(seat.UserId.Value, $"The seat of the plan {seat.PlanKey} would be free for others.", seat.Since))]);
    }
}
