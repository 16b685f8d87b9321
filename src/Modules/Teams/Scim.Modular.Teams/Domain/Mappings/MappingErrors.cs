using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Domain.Mappings;

internal static class MappingErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "mapping_not_found", "There is no such group mapping.");

    public static readonly Error DirectoryNotFound = new(ErrorKind.NotFound, "directory_not_found", "There is no such directory.");

    public static readonly Error GroupNotFound = new(
        ErrorKind.NotFound, "group_not_found",
        "There is no such group in this directory. A group that will be pushed later can be mapped by groupName.");

    public static readonly Error Repeated = new(
        ErrorKind.Conflict, "mapping_exists", "This group is mapped to this team already. Change that mapping instead.");

    public static readonly Error PlanNotFound = new(
        ErrorKind.NotFound, "plan_not_found", "There is no plan of this key. Make the plan first, or leave it out.");

    public static readonly Error Stale = new(
        ErrorKind.Stale, "stale_version", "The mapping has changed since you read it. Read it again and repeat the change.");

    public static Error RoleNeedsConfirmation(TeamRole role) =>
        new(
            ErrorKind.Conflict, "role_confirmation_needed",
            $"Everybody in the group, now and later, would be {Words.Of(role)} of the team: whoever manages the group in the identity "
            + "provider decides it. If that is meant, send the request again with \"confirmRole\": true.");
}
