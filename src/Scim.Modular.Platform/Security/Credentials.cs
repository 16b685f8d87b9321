using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Security;

/// <summary>What a credential opens.</summary>
public enum CredentialKind
{
    /// <summary>SCIM of one directory.</summary>
    Directory,

    /// <summary>The admin API: a key, or an administrator who is signed in.</summary>
    Admin,

    /// <summary>A provisioned person's own page, and nothing else.</summary>
    Person,
}

/// <summary>A known credential.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Id">Its id; the administrator's or the user's, of somebody who is signed in.</param>
/// <param name="Organization">The directory's or the person's organization; the one that an admin key opens, or none for a key of the installation.</param>
/// <param name="Directory">The directory; none for an admin key.</param>
/// <param name="ExpiresAt">When it ends, if it does.</param>
/// <param name="DirectoryDisabled">The directory is switched off: its calls get 403.</param>
public sealed record Credential(
    CredentialKind Kind, Guid Id, OrganizationId Organization, Guid Directory, DateTimeOffset? ExpiresAt, bool DirectoryDisabled)
{
    /// <summary>The identity provider on the other side, as the directory says.</summary>
    public string Provider { get; init; } = "";

    /// <summary>How exactly the directory takes it at its word.</summary>
    public string Profile { get; init; } = "";

    /// <summary>What an admin key may do: some of <see cref="AdminScopes.All"/>.</summary>
    public IReadOnlyCollection<string> Scopes { get; init; } = [];

    /// <summary>The session of somebody who is signed in by a browser; null for a key or a token.</summary>
    public Guid? Session { get; init; }

    /// <summary>When that person signed in.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>The user for whom a directory's token stands, if it stands for one.</summary>
    public Guid? Subject { get; init; }
}

/// <summary>Knows credentials by the hash of their secret. The module that keeps them implements it.</summary>
public interface ICredentialStore
{
    /// <summary>The credential, or null: unknown or revoked. A revoked one may be known for 5 seconds more on other processes.</summary>
    ValueTask<Credential?> FindAsync(byte[] hash, CancellationToken ct);

    /// <summary>Notes that it was used; written later, and coarsely.</summary>
    void Used(Credential credential);
}

/// <summary>Knows organizations by id or slug, as they stand in admin routes. The module that keeps them implements it.</summary>
public interface IOrganizationLookup
{
    /// <summary>The organization, or null.</summary>
    ValueTask<OrganizationId?> FindAsync(string idOrSlug, CancellationToken ct);

    /// <summary>What it is called, or null.</summary>
    ValueTask<string?> NameOfAsync(string idOrSlug, CancellationToken ct);
}

/// <summary>The names of the policies that routes carry.</summary>
public static class Policies
{
    /// <summary>A directory's token.</summary>
    public const string Scim = "scim";

    /// <summary>An admin key, or an administrator who is signed in.</summary>
    public const string Admin = "admin";

    /// <summary>A provisioned person who is signed in.</summary>
    public const string Person = "person";
}
