using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Operators;

/// <summary>A link that signs one administrator in, once. Only its hash is kept.</summary>
internal sealed class SignInLink : AggregateRoot, IOwnedByOrganization
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private SignInLink()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public Guid Id { get; private set; }

    public Guid AdministratorId { get; private set; }

    public byte[] Hash { get; private set; } = [];

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public static SignInLink Make(Administrator administrator, byte[] hash, DateTimeOffset now)
    {
        var link = new SignInLink
        {
            OrganizationId = administrator.OrganizationId,
            Id = Guid.CreateVersion7(),
            AdministratorId = administrator.Id,
            Hash = hash,
            ExpiresAt = now + Life,
        };
        link.Raise(version => new SignInLinkMade(link.Id, version, administrator.Id, link.ExpiresAt, now));
        return link;
    }

    public void Use(DateTimeOffset now) => UsedAt = now;
}
