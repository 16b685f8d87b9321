using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Licensing.Domain.Grants;

/// <summary>What a group mapping entitles to, as its module said last.</summary>
internal sealed class PlanGrant : IOwnedByOrganization
{
    private PlanGrant()
    {
    }

    public PlanGrant(OrganizationId organization, Guid mapping) => (OrganizationId, MappingId) = (organization, mapping);

    public OrganizationId OrganizationId { get; private set; }

    public Guid MappingId { get; private set; }

    /// <summary>The plan's key; null: none. There need not be such a plan.</summary>
    public string? PlanKey { get; private set; }

    public int Priority { get; private set; }

    public string GroupName { get; private set; } = "";

    /// <summary>The place in the mapping's story up to which it was heard.</summary>
    public long Heard { get; private set; }

    /// <summary>Takes the next event in; false when it or a newer one was heard before.</summary>
    public bool Advance(long version)
    {
        if (version <= Heard)
            return false;
        Heard = version;
        return true;
    }

    public void Entitle(string? plan, int priority, string groupName) => (PlanKey, Priority, GroupName) = (plan, priority, groupName);
}

/// <summary>A person has a mapping as a source.</summary>
internal sealed class GrantMember : IOwnedByOrganization
{
    private GrantMember()
    {
    }

    public GrantMember(OrganizationId organization, UserId user, Guid mapping) =>
        (OrganizationId, UserId, MappingId) = (organization, user, mapping);

    public OrganizationId OrganizationId { get; private set; }

    public UserId UserId { get; private set; }

    public Guid MappingId { get; private set; }
}

/// <summary>What mappings entitle to, and whom.</summary>
internal interface IGrantRepository
{
    /// <summary>The grant, known from now on if it wasn't.</summary>
    Task<PlanGrant> KnowAsync(Guid mapping, CancellationToken ct);

    /// <summary>Some mapping entitles to this plan.</summary>
    Task<bool> IsNamedAsync(string plan, CancellationToken ct);

    /// <summary>What these people's mappings entitle to, with what changed in this unit of work.</summary>
    Task<ILookup<UserId, PlanGrant>> OfAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>Forgets who has the mapping as a source; false when nobody had.</summary>
    Task<bool> ForgetMembersAsync(PlanGrant grant, CancellationToken ct);

    /// <summary>These people have the mapping as a source since now, and those have it no longer.</summary>
    Task ChangeMembersAsync(PlanGrant grant, IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, CancellationToken ct);
}
