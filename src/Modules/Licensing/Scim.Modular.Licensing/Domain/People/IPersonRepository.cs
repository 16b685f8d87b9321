using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Domain.Seats;

namespace Scim.Modular.Licensing.Domain.People;

/// <summary>The organization's people.</summary>
internal interface IPersonRepository
{
    Task<Person?> FindAsync(UserId user, CancellationToken ct);

    /// <summary>Those of these who are known.</summary>
    Task<IReadOnlyList<Person>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>The next of those whom it concerns, in the order of their ids.</summary>
    Task<IReadOnlyList<Person>> NextAsync(Scope scope, Guid? after, int most, CancellationToken ct);

    /// <summary>Somebody is pinned to this plan.</summary>
    Task<bool> IsPinnedAsync(string plan, CancellationToken ct);

    void Add(Person person);

    void Remove(Person person);

    /// <summary>One of these is gone for good: a user, a directory or the organization.</summary>
    Task<bool> IsGoneAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct);

    /// <summary>Remembers that a user, a directory or the organization is gone for good.</summary>
    Task BuryAsync(Guid id, CancellationToken ct);

    /// <summary>Deletes what is known of a directory's people, and the seats that they no longer had.</summary>
    Task ForgetDirectoryAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Deletes what a person's mappings entitle to.</summary>
    Task ForgetSourcesAsync(UserId user, CancellationToken ct);

    /// <summary>Deletes everything that this module keeps for the organization, but its history.</summary>
    Task ForgetOrganizationAsync(CancellationToken ct);
}
