using Microsoft.EntityFrameworkCore;
using Scim.Modular.Licensing.Domain.Admissions;

namespace Scim.Modular.Licensing.Infrastructure.Admissions;

internal sealed class ReservationRepository(LicensingDbContext db) : IReservationRepository
{
    public async Task<Reservation?> FindAsync(Guid admission, CancellationToken ct) =>
        await db.Reservations.SingleOrDefaultAsync(reservation => reservation.Id == admission, ct);

    public async Task<IReadOnlyList<Reservation>> LapsedAsync(DateTimeOffset now, CancellationToken ct) =>
        await db.Reservations.Where(reservation => reservation.LapsesAt <= now).ToListAsync(ct);

    public void Add(Reservation reservation) => db.Reservations.Add(reservation);

    public void Remove(Reservation reservation) => db.Reservations.Remove(reservation);
}
