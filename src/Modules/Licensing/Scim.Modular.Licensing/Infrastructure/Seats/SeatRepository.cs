using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

internal sealed class SeatRepository(LicensingDbContext db) : ISeatRepository
{
    public async Task<Seat?> FindAsync(UserId user, CancellationToken ct) =>
        await db.Seats.FindAsync([db.CurrentOrganization, user], ct);

    public void Add(Seat seat) => db.Seats.Add(seat);

    public void Remove(Seat seat) => db.Seats.Remove(seat);

    public async Task<IReadOnlyList<Seat>> NextInLineAsync(string plan, int most, CancellationToken ct) =>
        await OfActive().Where(seat => seat.PlanKey == plan && seat.Status == SeatStatus.Waitlisted)
            .OrderByDescending(seat => seat.Priority).ThenBy(seat => seat.Since).ThenBy(seat => seat.UserId)
            .Take(most).ToListAsync(ct);

    public Task<int> CountWaitingAsync(string plan, CancellationToken ct) =>
        db.Seats.CountAsync(seat => seat.PlanKey == plan && seat.Status == SeatStatus.Waitlisted, ct);

    public async Task<IReadOnlyList<Seat>> OldestOverageAsync(string plan, int most, CancellationToken ct) =>
        await OfActive().Where(seat => seat.PlanKey == plan && seat.Overage && seat.Status == SeatStatus.Assigned)
            .OrderBy(seat => seat.Since).ThenBy(seat => seat.UserId)
            .Take(most).ToListAsync(ct);

    public Task<IReadOnlyList<Seat>> LiveOutsideAsync(string? plan, CancellationToken ct) =>
        InOrderAsync(db.Seats.Where(seat => seat.PlanKey != plan), ct);

    public Task<IReadOnlyList<Seat>> LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct) =>
        InOrderAsync(
            db.Seats.Where(seat => db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.DirectoryId == directory)),
            ct);

    public async Task<IReadOnlyList<(UserId User, Seat? Before)>> ActiveWithoutAsync(CancellationToken ct)
    {
        var found = await (
            from person in db.People
            join had in db.Seats on new { person.OrganizationId, person.UserId } equals new { had.OrganizationId, had.UserId } into all
            from seat in all.DefaultIfEmpty()
            where person.Active && (seat == null || seat.Status == SeatStatus.Released)
            orderby person.FirstSeen, person.UserId
            select new { person.UserId, Seat = (Seat?)seat }).ToListAsync(ct);
        return [.. found.Select(row => (row.UserId, row.Seat))];
    }

    // Held before waiting, as the words of the status sort; then as people are served.
    private static async Task<IReadOnlyList<Seat>> InOrderAsync(IQueryable<Seat> seats, CancellationToken ct) =>
        await seats.Where(seat => seat.Status != SeatStatus.Released)
            .OrderBy(seat => seat.Status).ThenByDescending(seat => seat.Priority).ThenBy(seat => seat.Since).ThenBy(seat => seat.UserId)
            .ToListAsync(ct);

    // Who has left in this unit of work gets nothing any more, whatever the seat's row still says.
    private IQueryable<Seat> OfActive() => db.Seats.Where(seat => db.People.Any(person =>
        person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.Active));
}
