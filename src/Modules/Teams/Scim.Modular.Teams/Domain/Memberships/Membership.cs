using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>
/// One person's story in one team. It is kept after the person has left, so that the versions of its events go on when the person
/// comes back.
/// </summary>
internal sealed class Membership : AggregateRoot, IOwnedByOrganization
{
    private Membership()
    {
    }

    public Membership(OrganizationId organization, TeamId team, UserId user) =>
        (OrganizationId, TeamId, UserId) = (organization, team, user);

    public OrganizationId OrganizationId { get; private set; }

    public TeamId TeamId { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The role in effect, or null: not in the team.</summary>
    public TeamRole? Role { get; private set; }

    /// <summary>Takes the computed role on. Only a difference is news.</summary>
    public void Become(TeamRole? role, string reason, DateTimeOffset now)
    {
        if (Role == role)
            return;
        var before = Role;
        Role = role;
        Raise(version => (before, role) switch
        {
            (null, { } joined) => new MemberJoined(TeamId, UserId.Value, version, Words.Of(joined), reason, now),
            (_, { } other) => new MemberRoleChanged(TeamId, UserId.Value, version, Words.Of(other), reason, now),
            _ => new MemberLeft(TeamId, UserId.Value, version, reason, now),
        });
    }
}
