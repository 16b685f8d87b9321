using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain.People;

namespace Scim.Modular.Teams.Infrastructure.People;

internal sealed class PersonRepository(TeamsDbContext db) : IPersonRepository
{
    public Task<Person?> FindAsync(UserId id, CancellationToken ct) => db.People.SingleOrDefaultAsync(person => person.Id == id, ct);

    public async Task<IReadOnlyList<Person>> OfDirectoryAsync(DirectoryId directory, int count, CancellationToken ct) =>
        await db.People.Where(person => person.DirectoryId == directory).OrderBy(person => person.Id).Take(count).ToListAsync(ct);

    public void Add(Person person) => db.People.Add(person);

    public void Remove(Person person) => db.People.Remove(person);
}
