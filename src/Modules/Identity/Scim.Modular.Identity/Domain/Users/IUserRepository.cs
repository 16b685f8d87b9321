using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Users;

internal interface IUserRepository
{
    /// <summary>A user that is there, locked until the unit of work ends.</summary>
    Task<User?> FindForChangeAsync(DirectoryId directory, UserId id, CancellationToken ct);

    /// <summary>
    /// Everybody of the directory, deleted ones of the last days included, who has this userName or this externalId.
    /// </summary>
    Task<IReadOnlyList<User>> NamesakesAsync(DirectoryId directory, string userNameKey, string? externalId, DateTimeOffset deletedSince, CancellationToken ct);

    /// <summary>
    /// The users of all directories of the organization whose userName or first-named address this is, inactive ones included; locked until the
    /// unit of work ends. It is the primary address, or the first one: others are often written by the person.
    /// </summary>
    Task<IReadOnlyList<User>> BearersForChangeAsync(string addressKey, CancellationToken ct);

    /// <summary>Those of the ids that are users of the directory, inactive ones included.</summary>
    Task<IReadOnlySet<UserId>> KnownAsync(DirectoryId directory, IReadOnlyCollection<UserId> ids, CancellationToken ct);

    void Add(User user);

    /// <summary>Brings the index of addresses from what it was to what the user has now.</summary>
    void IndexEmails(User user, IReadOnlyList<string> before);
}

internal static class UserErrors
{
    public static Error NotFound(UserId id) => new(ErrorKind.NotFound, "user_not_found", $"There is no user with the id {id}.");

    public static Error UserNameTaken(User holder) => new(
        ErrorKind.Conflict, "uniqueness", $"The userName is taken by the user with the id {holder.Id}{External(holder)} of this directory.");

    public static Error ExternalIdTaken(User holder) => new(
        ErrorKind.Conflict, "uniqueness", $"The externalId is taken by the user with the id {holder.Id} of this directory.");

    private static string External(User holder) => holder.ExternalId is null ? "" : $" and the externalId {holder.ExternalId}";
}
