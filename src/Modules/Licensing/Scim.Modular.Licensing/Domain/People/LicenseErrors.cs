using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.People;

internal static class LicenseErrors
{
    public static readonly Error UserNotFound = new(ErrorKind.NotFound, "user_not_found", "There is no such user.");

    public static readonly Error NotPinned = new(ErrorKind.NotFound, "pin_not_found", "The user is not pinned to a plan.");
}
