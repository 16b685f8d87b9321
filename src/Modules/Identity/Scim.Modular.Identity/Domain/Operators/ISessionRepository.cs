using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>What lets people in: sessions and links, of all organizations, as they are looked up by a secret.</summary>
internal interface ISessionRepository
{
    void Add(Session session);

    Task NoteUseAsync(Guid session, DateTimeOffset at, CancellationToken ct);

    Task EndAsync(Guid session, CancellationToken ct);

    void Add(SignInLink link);

    /// <summary>The link with this hash, locked: it is used once.</summary>
    Task<SignInLink?> FindLinkAsync(byte[] hash, CancellationToken ct);

    /// <summary>Ends the sessions of a provisioned person: who comes back later signs in again.</summary>
    Task EndOfPersonAsync(UserId person, CancellationToken ct);

    /// <summary>
    /// Ends sessions, begun until a time, that an identity provider says are over: those of a person, or one that it names; who came without
    /// that name counts by the person. Tells how many.
    /// </summary>
    Task<int> EndOfProviderAsync(string issuer, string? subject, string? providerSession, DateTimeOffset begunUntil, CancellationToken ct);

    /// <summary>Keeps a person's sign-in for the audit log.</summary>
    void Add(PersonSignedIn entered);

    /// <summary>Keeps a refused attempt for the audit log.</summary>
    void Add(SignInRefused refused);

    /// <summary>Removes sessions that began or were last seen before these times, and links that ended.</summary>
    Task RemoveOldAsync(DateTimeOffset begunBefore, DateTimeOffset seenBefore, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Why somebody is not let in.</summary>
internal static class SignInErrors
{
    public static Error EmailNotVerified { get; } = Refused(
        "email_not_verified", "Your identity provider does not say that your address is verified, and you have not signed in here before.");

    public static Error Unknown { get; } = Refused("not_an_administrator", "You are not an administrator here. Ask an owner to invite your address.");

    /// <summary>The same of an organization's connection, by which people come as well.</summary>
    public static Error UnknownHere { get; } = Refused(
        "not_an_administrator", "You are not an administrator here, and your address is none of the people whom the identity provider provisions. "
        + "Ask an owner to invite you, or whoever looks after your account to assign this application to you.");

    public static Error PersonInactive { get; } = Refused(
        "person_inactive", "Your account is deactivated here. Ask whoever looks after it at your identity provider.");

    public static Error PersonAmbiguous { get; } = Refused(
        "person_ambiguous", "Your address belongs to several people here, so it does not say who you are. Ask whoever looks after your account to leave it with one.");

    public static Error OtherIdentity { get; } = Refused(
        "other_identity", "This address belongs to an administrator who signs in as somebody else. An owner has to remove that one and invite you.");

    public static Error Unreadable { get; } = Refused("unusable_identity", "What the identity provider calls you is empty or too long.");

    public static Error LinkUnknown { get; } = Refused("link_unknown", "This link is none of ours, or belongs to somebody who was removed. Ask for a new one.");

    public static Error LinkUsed { get; } = Refused("link_used", "This link was used already. Ask for a new one.");

    public static Error LinkExpired { get; } = Refused("link_expired", "This link has expired. Ask for a new one.");

    private static Error Refused(string code, string message) => new(ErrorKind.Forbidden, code, message);
}
