using Scim.Modular.Identity.Domain.Users;

namespace Scim.Modular.Identity.Domain.People;

/// <summary>Users whose time to return is over.</summary>
internal interface IForgottenUsers
{
    /// <summary>Some of those that were deleted before that time, locked.</summary>
    Task<IReadOnlyList<User>> DeletedBeforeAsync(DateTimeOffset time, int limit, CancellationToken ct);

    /// <summary>Removes them, with what was copied about them.</summary>
    Task RemoveAsync(IReadOnlyList<User> users, CancellationToken ct);
}
