using Scim.Modular.Identity.Domain.Operators;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of roles and of what keys may do.</summary>
internal static class RoleWords
{
    public static readonly IReadOnlyList<(string Value, string Text)> All =
    [
        (Roles.Owner, "owner: everything, and alone administrators, sign-in and keys"), (Roles.Admin, "admin: to read, and to change all but that"),
        (Roles.LicenseManager, "licenseManager: to read, and to change plans and seats"), (Roles.Auditor, "auditor: to read"),
    ];

    public static readonly IReadOnlyList<(string Value, string Text)> Scopes =
    [
        (AdminScopes.Read, "read: all that can be read"), (AdminScopes.Licenses, "licenses: to read, and to change plans and seats"),
        (AdminScopes.Write, "write: to read, and to change all of an organization"), (AdminScopes.Owner, "owner: everything, and alone keys and administrators"),
    ];
}
