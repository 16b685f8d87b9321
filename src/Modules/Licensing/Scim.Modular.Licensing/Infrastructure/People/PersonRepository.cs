using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Admissions;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Infrastructure.People;

internal sealed class PersonRepository(LicensingDbContext db) : IPersonRepository
{
    public async Task<Person?> FindAsync(UserId user, CancellationToken ct) =>
        await db.People.FindAsync([db.CurrentOrganization, user], ct);

    public void Add(Person person) => db.People.Add(person);

    public void Remove(Person person) => db.People.Remove(person);

    public Task<bool> IsGoneAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.Tombstones.AnyAsync(tombstone => ids.Contains(tombstone.Id), ct);

    public async Task BuryAsync(Guid id, CancellationToken ct)
    {
        if (!await IsGoneAsync([id], ct))
            db.Tombstones.Add(Tombstone.Of(db.CurrentOrganization, id));
    }

    public async Task ForgetDirectoryAsync(DirectoryId directory, CancellationToken ct)
    {
        await db.Seats
            .Where(seat => seat.Status == SeatStatus.Released && db.People.Any(person =>
                person.OrganizationId == seat.OrganizationId && person.UserId == seat.UserId && person.DirectoryId == directory))
            .ExecuteDeleteAsync(ct);
        await db.People.Where(person => person.DirectoryId == directory).ExecuteDeleteAsync(ct);
        Detach<Person>(person => person.DirectoryId == directory);
        Detach<Seat>(seat => !seat.IsLive);
    }

    public async Task ForgetOrganizationAsync(CancellationToken ct)
    {
        await db.Reservations.ExecuteDeleteAsync(ct);
        await db.Seats.ExecuteDeleteAsync(ct);
        await db.People.ExecuteDeleteAsync(ct);
        await db.Plans.ExecuteDeleteAsync(ct);
        await db.Tombstones.ExecuteDeleteAsync(ct);
        Detach<Reservation>(_ => true);
        Detach<Seat>(_ => true);
        Detach<Person>(_ => true);
        Detach<Plan>(_ => true);
        Detach<Tombstone>(_ => true);
    }

    // Rows that a statement has deleted must not be found in memory by a later event of the same batch.
    private void Detach<T>(Func<T, bool> gone) where T : class
    {
        foreach (var entry in db.ChangeTracker.Entries<T>().Where(entry => entry.State == EntityState.Unchanged && gone(entry.Entity)).ToArray())
            entry.State = EntityState.Detached;
    }
}
