using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>The administrators of the organization that was entered; of the installation when none was.</summary>
internal interface IAdministratorRepository
{
    Task<Administrator?> FindAsync(Guid id, CancellationToken ct);

    Task<Administrator?> FindByEmailAsync(string key, CancellationToken ct);

    Task<Administrator?> FindByIdentityAsync(string issuer, string subject, CancellationToken ct);

    Task<bool> IsAnyAsync(CancellationToken ct);

    Task<int> CountAsync(CancellationToken ct);

    /// <summary>The owners, locked: of two that go at a time one comes after the other.</summary>
    Task<IReadOnlyList<Administrator>> OwnersForChangeAsync(CancellationToken ct);

    void Add(Administrator administrator);

    /// <summary>Removes it with its sessions and links.</summary>
    void Remove(Administrator administrator);
}

internal static class AdministratorErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "administrator_not_found", "There is no such administrator.");

    public static Error Stale { get; } = new(
        ErrorKind.Stale, "changed_meanwhile", "It was changed since you read it. Read it again and repeat your change.");

    public static Error LastOwner { get; } = new(
        ErrorKind.Conflict, "last_owner", "It is the last owner. Make another administrator an owner first.");

    public static Error EmailTaken { get; } = new(
        ErrorKind.Conflict, "email_taken", "Another administrator has this address already.");

    public static Error TooMany(int most) => new(
        ErrorKind.Conflict, "too_many", $"There are {most} administrators. Remove one that is not needed.");
}
