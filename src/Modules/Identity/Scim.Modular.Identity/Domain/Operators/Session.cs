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

    public Guid AdministratorId { get; private set; }

    /// <summary>Of the value of the cookie, which is not kept.</summary>
    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public DateTimeOffset AuthenticatedAt { get; private set; }

    public static Session Begin(Administrator administrator, byte[] hash, DateTimeOffset now) => new()
    {
        OrganizationId = administrator.OrganizationId,
        Id = Guid.CreateVersion7(),
        AdministratorId = administrator.Id,
        Hash = hash,
        CreatedAt = now,
        LastSeenAt = now,
        AuthenticatedAt = now,
    };
}
