using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain.Directories;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Infrastructure.People;

internal sealed class PersonRepository(TeamsDbContext db) : IPersonRepository
{
    public Task<Person?> FindAsync(UserId id, CancellationToken ct) => db.People.SingleOrDefaultAsync(person => person.Id == id, ct);

    public async Task<IReadOnlyList<Person>> OfDirectoryAsync(DirectoryId directory, int count, CancellationToken ct) =>
        await db.People.Where(person => person.DirectoryId == directory).OrderBy(person => person.Id).Take(count).ToListAsync(ct);

    public async Task<IReadOnlyList<Person>> UnheedingAsync(
        DirectoryId directory, DirectoryEffect effect, UserId? after, int count, CancellationToken ct)
    {
        var people = db.People.Where(person => person.DirectoryId == directory);
        people = effect == DirectoryEffect.Deprovisioned
            ? people.Where(person => person.Frozen == null || person.Frozen == true)
            : people.Where(person => person.Frozen != null);
        if (after is { } last)
            people = people.Where(person => person.Id.CompareTo(last) > 0);
        return await people.OrderBy(person => person.Id).Take(count).ToListAsync(ct);
    }

    public Task<int> CountActiveAsync(DirectoryId directory, int limit, CancellationToken ct) =>
        db.People.Where(person => person.DirectoryId == directory && person.Active && !person.Deleted)
            .OrderBy(person => person.Id).Take(limit).CountAsync(ct);

    public void Add(Person person) => db.People.Add(person);

    public void Remove(Person person) => db.People.Remove(person);
}
