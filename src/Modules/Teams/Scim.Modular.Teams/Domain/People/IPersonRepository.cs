using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Domain.Directories;

namespace Scim.Modular.Teams.Domain.People;

internal interface IPersonRepository
{
    Task<Person?> FindAsync(UserId id, CancellationToken ct);

    /// <summary>Some of the people of a directory, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Person>> OfDirectoryAsync(DirectoryId directory, int count, CancellationToken ct);

    /// <summary>The next people of a directory who count otherwise than they will when it has this effect, at most <paramref name="count"/>.</summary>
    Task<IReadOnlyList<Person>> UnheedingAsync(DirectoryId directory, DirectoryEffect effect, UserId? after, int count, CancellationToken ct);

    /// <summary>How many people of a directory are active, counted up to a limit.</summary>
    Task<int> CountActiveAsync(DirectoryId directory, int limit, CancellationToken ct);

    void Add(Person person);

    void Remove(Person person);
}
