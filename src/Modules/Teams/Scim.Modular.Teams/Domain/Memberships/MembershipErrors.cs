using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Memberships;

internal static class MembershipErrors
{
    public static readonly Error UserNotFound = new(ErrorKind.NotFound, "user_not_found", "There is no such user.");

    public static readonly Error NotAMember = new(ErrorKind.NotFound, "member_not_found", "This user is not in the team.");

    public static readonly Error OnlyMapped = new(
        ErrorKind.Conflict, "member_is_mapped",
        "Nobody put this user into the team by hand: a group mapping did. Take the user out of the group, or change the mapping.");

    public static readonly Error Stale = new(
        ErrorKind.Stale, "stale_version", "The membership has changed since you read it. Read it again and repeat the change.");
}
