using System.Security.Claims;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Security;

/// <summary>An administrator, or a provisioned person, who is signed in.</summary>
/// <param name="Id">The session. It is no secret: the cookie holds another value, and only its hash is stored.</param>
/// <param name="Holder">Who: an administrator, or a user.</param>
/// <param name="Organization">The organization that it opens; none for the installation.</param>
/// <param name="Name">The holder's name, if one is known.</param>
/// <param name="Email">The holder's address.</param>
/// <param name="Role">The role: it comes to <paramref name="Scopes"/>.</param>
/// <param name="Scopes">What it may do: some of <see cref="AdminScopes.All"/>. A person's has none.</param>
/// <param name="AuthenticatedAt">When the person proved who they are.</param>
/// <param name="LastSeenAt">When it was last used, to the minute.</param>
/// <param name="EndsAt">When it ends, however much it is used.</param>
public sealed record SessionFacts(
    Guid Id, Guid Holder, OrganizationId Organization, string? Name, string Email, string Role, IReadOnlyList<string> Scopes,
    DateTimeOffset AuthenticatedAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt)
{
    /// <summary>Whether the holder is a provisioned person, who sees their own page and nothing else.</summary>
    public bool IsPerson { get; init; }

    /// <summary>What the session opens.</summary>
    public CredentialKind Kind => IsPerson ? CredentialKind.Person : CredentialKind.Admin;
}

/// <summary>
/// Knows the sessions of administrators and people. The module that keeps them implements it. What has ended may be known for two seconds more on
/// other processes.
/// </summary>
public interface ISessions
{
    /// <summary>The session with this id, or null when it has ended or was never there.</summary>
    Task<SessionFacts?> FindAsync(Guid session, CancellationToken ct);

    /// <summary>The session whose cookie has this hash, or null.</summary>
    Task<SessionFacts?> FindAsync(byte[] hash, CancellationToken ct);

    /// <summary>Says that somebody uses it, so that it does not end for idleness; written at most once a minute.</summary>
    Task UsedAsync(SessionFacts session, CancellationToken ct);
}

/// <summary>The claims of somebody who is signed in.</summary>
public static class ConsolePrincipal
{
    /// <summary>The id of the administrator, or of the user.</summary>
    public const string Subject = "sub";

    /// <summary>The name; the address when no name is known.</summary>
    public const string Name = "name";

    /// <summary>The address.</summary>
    public const string Email = "email";

    /// <summary>The role.</summary>
    public const string Role = "role";

    /// <summary>The organization; empty for the installation.</summary>
    public const string Organization = "org";

    /// <summary>The session's id.</summary>
    public const string Session = "sid";

    /// <summary>Makes the identity of a session.</summary>
    public static ClaimsIdentity Of(SessionFacts session, string scheme) => new(
        [
            new("kind", session.Kind.ToString()),
            new(Subject, session.Holder.ToString("D")),
            new(Name, session.Name ?? session.Email),
            new(Email, session.Email),
            new(Role, session.Role),
            new(Organization, session.Organization == default ? "" : session.Organization.ToString()),
            new(Session, session.Id.ToString("D")),
        ],
        scheme, Name, Role);
}
