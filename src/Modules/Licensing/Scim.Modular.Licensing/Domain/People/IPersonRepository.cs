using Scim.Modular.Identity.Contracts;

namespace Scim.Modular.Licensing.Domain.People;

/// <summary>The organization's people.</summary>
internal interface IPersonRepository
{
    Task<Person?> FindAsync(UserId user, CancellationToken ct);

    void Add(Person person);

    void Remove(Person person);

    /// <summary>One of these is gone for good: a user, a directory or the organization.</summary>
    Task<bool> IsGoneAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>Remembers that a user, a directory or the organization is gone for good.</summary>
    Task BuryAsync(Guid id, CancellationToken ct);

    /// <summary>Deletes what is known of a directory's people, and the seats that they no longer had.</summary>
    Task ForgetDirectoryAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Deletes everything that this module keeps for the organization, but its history.</summary>
    Task ForgetOrganizationAsync(CancellationToken ct);
}
