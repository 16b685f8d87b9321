using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Directories;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Licensing.Domain.Usage;

namespace Scim.Modular.Licensing.Infrastructure.People;

internal sealed class PersonRepository(LicensingDbContext db) : IPersonRepository
{
    public async Task<Person?> FindAsync(UserId user, CancellationToken ct) =>
        await db.People.FindAsync([db.CurrentOrganization, user], ct);

    public async Task<IReadOnlyList<Person>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        await db.People.Where(person => users.Contains(person.UserId)).OrderBy(person => person.UserId).ToListAsync(ct);

    public async Task<IReadOnlyList<Person>> NextAsync(Scope scope, Guid? after, int most, CancellationToken ct)
    {
        var people = scope.Who switch
        {
            Concerned.Movers => db.People.Where(person => db.Seats.Any(seat =>
                seat.OrganizationId == person.OrganizationId && seat.UserId == person.UserId
                && seat.Status == SeatStatus.Assigned && seat.Source == SourceKind.Default)),
            Concerned.Granted => db.People.Where(person => db.GrantMembers.Any(member =>
                member.OrganizationId == person.OrganizationId && member.UserId == person.UserId)),
            Concerned.Mapping => db.People.Where(person => db.GrantMembers.Any(member =>
                member.OrganizationId == person.OrganizationId && member.MappingId == scope.Id && member.UserId == person.UserId)),
            Concerned.Directory => OfDirectory(scope.Id),
            Concerned.Held => OfDirectory(scope.Id).Where(person => db.Seats.Any(seat =>
                seat.OrganizationId == person.OrganizationId && seat.UserId == person.UserId && seat.HeldUntil == Seat.UntilDecided)),
            _ => db.People,
        };
        if (after is { } last)
        {
            var user = new UserId(last);
            people = people.Where(person => person.UserId.CompareTo(user) > 0);
        }

        return await people.OrderBy(person => person.UserId).Take(most).ToListAsync(ct);
    }

    public Task<bool> IsPinnedAsync(string plan, CancellationToken ct) => db.People.AnyAsync(person => person.Pin == plan, ct);

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
        await db.GrantMembers
            .Where(member => db.People.Any(person =>
                person.OrganizationId == member.OrganizationId && person.UserId == member.UserId && person.DirectoryId == directory))
            .ExecuteDeleteAsync(ct);
        await db.People.Where(person => person.DirectoryId == directory).ExecuteDeleteAsync(ct);
    }

    public Task ForgetSourcesAsync(UserId user, CancellationToken ct) =>
        db.GrantMembers.Where(member => member.UserId == user).ExecuteDeleteAsync(ct);

    public async Task ForgetOrganizationAsync(CancellationToken ct)
    {
        await db.Reservations.ExecuteDeleteAsync(ct);
        await db.Seats.ExecuteDeleteAsync(ct);
        await db.People.ExecuteDeleteAsync(ct);
        await db.GrantMembers.ExecuteDeleteAsync(ct);
        await db.PlanGrants.ExecuteDeleteAsync(ct);
        await db.Directories.ExecuteDeleteAsync(ct);
        await db.UsageHours.ExecuteDeleteAsync(ct);
        await db.Notices.ExecuteDeleteAsync(ct);
        await db.Reassessments.ExecuteDeleteAsync(ct);
        await db.Plans.ExecuteDeleteAsync(ct);
        await db.Tombstones.ExecuteDeleteAsync(ct);
        // What stays in sight for a batch must not be found by its later events.
        foreach (var entry in db.ChangeTracker.Entries().Where(entry => entry.Entity is SourceDirectory or UsageHour).ToArray())
            entry.State = EntityState.Detached;
    }

    private IQueryable<Person> OfDirectory(Guid id)
    {
        var directory = new DirectoryId(id);
        return db.People.Where(person => person.DirectoryId == directory);
    }
}
