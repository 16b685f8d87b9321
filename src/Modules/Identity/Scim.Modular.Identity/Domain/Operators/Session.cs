using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>Somebody who is signed in, on one browser. How long it lasts are settings, so that shorter ones apply to it at once.</summary>
internal sealed class Session : IOwnedByOrganization
{
    private Session()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>The administrator whose it is; none for a provisioned person's.</summary>
    public Guid? AdministratorId { get; private set; }

    /// <summary>The provisioned person whose it is; none for an administrator's.</summary>
    public UserId? UserId { get; private set; }

    /// <summary>The identity provider that vouched for them; none for a link.</summary>
    public string? Issuer { get; private set; }

    /// <summary>Whom it vouched for.</summary>
    public string? Subject { get; private set; }

    /// <summary>What it calls their session there (<c>sid</c>), if it said so.</summary>
    public string? ProviderSession { get; private set; }

    /// <summary>Of the value of the cookie, which is not kept.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public DateTimeOffset AuthenticatedAt { get; private set; }

    public static Session Begin(Administrator administrator, byte[] hash, DateTimeOffset now) =>
        Begin(administrator.OrganizationId, administrator.Id, null, hash, now);

    public static Session Begin(User person, byte[] hash, DateTimeOffset now) => Begin(person.OrganizationId, null, person.Id, hash, now);

    /// <summary>By whom: who signs out there is to be signed out here.</summary>
    public void ComeBy(string issuer, string subject, string? providerSession) =>
        (Issuer, Subject, ProviderSession) = (issuer, subject, providerSession);

    private static Session Begin(OrganizationId organization, Guid? administrator, UserId? person, byte[] hash, DateTimeOffset now) => new()
    {
        OrganizationId = organization,
        Id = Guid.CreateVersion7(),
        AdministratorId = administrator,
        UserId = person,
        Hash = hash,
        CreatedAt = now,
        LastSeenAt = now,
        AuthenticatedAt = now,
    };
}
