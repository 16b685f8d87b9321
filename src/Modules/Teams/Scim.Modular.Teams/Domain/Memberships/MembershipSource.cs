using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;

namespace Scim.Modular.Teams.Domain.Memberships;

/// <summary>Why somebody is in a team: an administrator's hand, or a group mapping. Removing one never touches another.</summary>
internal sealed class MembershipSource : IOwnedByOrganization
{
    private MembershipSource()
    {
    }

    public MembershipSource(OrganizationId organization, TeamId team, UserId user, MappingId mapping, TeamRole role) =>
        (OrganizationId, TeamId, UserId, MappingId, Role) = (organization, team, user, mapping, role);

    public OrganizationId OrganizationId { get; private set; }

    public TeamId TeamId { get; private set; }

    public UserId UserId { get; private set; }

    /// <summary>The mapping, or <see cref="MappingId.None"/>: by hand. Part of the key, so it is never missing.</summary>
    public MappingId MappingId { get; private set; }

    public TeamRole Role { get; private set; }

    /// <summary>Why it is still there although the group, or an exclusive mapping, would take it; null: nothing would.</summary>
    public Stay? Stay { get; private set; }

    /// <summary>Since when it only stays.</summary>
    public DateTimeOffset? StaysSince { get; private set; }

    public bool IsManual => MappingId == MappingId.None;

    public void Give(TeamRole role) => Role = role;

    public void StayBecause(Stay? reason, DateTimeOffset now)
    {
        if (Stay == reason)
            return;
        Stay = reason;
        StaysSince = reason is null ? null : now;
    }
}

/// <summary>Why a source stays that would otherwise go.</summary>
internal enum Stay
{
    /// <summary>The group has lost the user; the mapping is additive and never removes.</summary>
    Added = 1,

    /// <summary>The team would lose its last owner.</summary>
    Guarded = 2,

    /// <summary>The directory's breaker holds removals until an administrator decides.</summary>
    Held = 3,
}
