using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Infrastructure.Seats;

internal sealed class SeatRepository(LicensingDbContext db) : ISeatRepository
{
    public async Task<Seat?> FindAsync(UserId user, CancellationToken ct) =>
        await db.Seats.FindAsync([db.CurrentOrganization, user], ct);

    public async Task<IReadOnlyDictionary<UserId, Seat>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var found = await db.Seats.Where(seat => users.Contains(seat.UserId)).ToDictionaryAsync(seat => seat.UserId, ct);
        foreach (var added in db.Seats.Local.Where(seat => users.Contains(seat.UserId)))
            found[added.UserId] = added;
        return found;
    }

    public void Add(Seat seat) => db.Seats.Add(seat);

    public void Remove(Seat seat) => db.Seats.Remove(seat);

    public async Task<IReadOnlyList<Seat>> NextInLineAsync(string plan, int most, CancellationToken ct)
    {
        var stored = await db.Seats
            .Where(seat => seat.WaitsFor == plan && db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.Active
                && !db.Directories.Any(directory => directory.OrganizationId == person.OrganizationId
                    && directory.Id == person.DirectoryId && directory.Standing != Standing.Live)))
            .OrderByDescending(seat => seat.Priority).ThenBy(seat => seat.WaitsSince).ThenBy(seat => seat.UserId)
            .Take(most).ToListAsync(ct);
        // Who came into the line, or left it, in this unit of work does not stand so in the database yet.
        var changed = db.ChangeTracker.Entries<Seat>()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity);
        return
        [
            .. stored.Union(changed).Where(seat => seat.WaitsFor == plan)
                .OrderByDescending(seat => seat.Priority).ThenBy(seat => seat.WaitsSince).ThenBy(seat => seat.UserId).Take(most),
        ];
    }

    public async Task<IReadOnlyList<Seat>> OldestOverageAsync(string plan, int most, CancellationToken ct) =>
        await db.Seats.Where(seat => seat.PlanKey == plan && seat.Overage)
            .OrderBy(seat => seat.Since).ThenBy(seat => seat.UserId)
            .Take(most).ToListAsync(ct);

    public async Task<IReadOnlyList<UserId>> LapsedAsync(DateTimeOffset now, int most, CancellationToken ct) =>
        await db.Seats
            .Where(seat => seat.HeldUntil != null && seat.HeldUntil <= now && db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId
                && !db.Directories.Any(directory => directory.OrganizationId == person.OrganizationId
                    && directory.Id == person.DirectoryId && directory.Standing == Standing.Frozen)))
            .OrderBy(seat => seat.HeldUntil).ThenBy(seat => seat.UserId)
            .Select(seat => seat.UserId).Take(most).ToListAsync(ct);

    public async Task<IReadOnlyList<Seat>> LiveOfDirectoryAsync(DirectoryId directory, CancellationToken ct) =>
        await db.Seats
            .Where(seat => seat.Status != SeatStatus.Released && db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.DirectoryId == directory))
            .OrderBy(seat => seat.UserId).ToListAsync(ct);

    public async Task<IReadOnlyList<Seat>> NobodysAsync(int most, CancellationToken ct) =>
        await db.Seats
            .Where(seat => seat.Status != SeatStatus.Released && !db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId))
            .OrderBy(seat => seat.UserId).Take(most).ToListAsync(ct);

    public Task<int> CountMoversAsync(string plan, CancellationToken ct) =>
        db.Seats.CountAsync(
            seat => seat.PlanKey != plan && seat.Status == SeatStatus.Assigned && seat.Source == SourceKind.Default && seat.WaitsFor == null, ct);
}
