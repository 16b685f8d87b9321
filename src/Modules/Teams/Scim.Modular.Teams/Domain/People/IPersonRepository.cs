using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Teams.Domain.People;

internal interface IPersonRepository
{
    Task<Person?> FindAsync(UserId id, CancellationToken ct);

    /// <summary>Some of the people of a directory, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Person>> OfDirectoryAsync(DirectoryId directory, int count, CancellationToken ct);

    void Add(Person person);

    void Remove(Person person);
}
