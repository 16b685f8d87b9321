using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>
/// A person who administers the installation, or one organization. Administrators and provisioned users are different tables: SCIM reaches
/// none of them. Somebody is invited by an address, and bound at the first sign-in to whom the identity provider says it is; from then on
/// the address counts for nothing.
/// </summary>
internal sealed class Administrator : AggregateRoot, IOwnedByOrganization
{
    private Administrator()
    {
    }

    /// <summary>The organization; none for the installation.</summary>
    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public string Email { get; private set; } = "";

    /// <summary>The address as it is compared: one of them in an organization.</summary>
    public string EmailKey { get; private set; } = "";

    public string? Name { get; private set; }

    public string Role { get; private set; } = "";

    /// <summary>The identity provider that vouched at the first sign-in.</summary>
    public string? Issuer { get; private set; }

    /// <summary>Whom it vouched for.</summary>
    public string? Subject { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public bool IsBound => Issuer is not null;

    public bool IsOwner => Role == Roles.Owner;

    public static Administrator Invite(OrganizationId organization, EmailAddress email, string? name, string role, DateTimeOffset now)
    {
        var made = new Administrator
        {
            OrganizationId = organization,
            Id = Guid.CreateVersion7(),
            Email = email.Text,
            EmailKey = email.Key,
            Name = name,
            Role = role,
            CreatedAt = now,
        };
        made.Raise(version => new AdministratorInvited(made.Id, version, made.Email, name, role, now));
        return made;
    }

    public void Change(string? role, string? name, DateTimeOffset now)
    {
        if ((role ?? Role) == Role && (name ?? Name) == Name)
            return;
        var before = Role;
        (Role, Name) = (role ?? Role, name ?? Name);
        Raise(version => new AdministratorChanged(Id, version, before, Role, Name, now));
    }

    /// <summary>From now on it is this person, whatever address anybody has.</summary>
    public void Bind(string issuer, string subject, DateTimeOffset now)
    {
        (Issuer, Subject) = (issuer, subject);
        Raise(version => new AdministratorBound(Id, version, issuer, subject, now));
    }

    public void SignIn(string way, string? name, DateTimeOffset now)
    {
        LastSignInAt = now;
        Name ??= name;
        Raise(version => new AdministratorSignedIn(Id, version, way, now));
    }

    public void Remove(DateTimeOffset now) => Raise(version => new AdministratorRemoved(Id, version, Email, Role, now));
}

/// <summary>What administrators are, each with what it comes to.</summary>
internal static class Roles
{
    public const string Owner = "owner";

    public const string Admin = "admin";

    public const string LicenseManager = "licenseManager";

    public const string Auditor = "auditor";

    /// <summary>Of a provisioned person who is signed in: no administrator has it, and it comes to no scope.</summary>
    public const string Person = "person";

    public static IReadOnlyList<string> All { get; } = [Owner, Admin, LicenseManager, Auditor];

    public static IReadOnlyList<string> ScopesOf(string role) => role switch
    {
        Owner => [AdminScopes.Owner],
        Admin => [AdminScopes.Write],
        LicenseManager => [AdminScopes.Licenses],
        Auditor => [AdminScopes.Read],
        _ => [],
    };
}
