using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Teams.Domain.Groups;

/// <summary>This module's copy of a pushed group. The newest event wins; an older one changes nothing.</summary>
internal sealed class Group : IOwnedByOrganization
{
    private Group()
    {
    }

    public Group(OrganizationId organization, GroupId id, long version, GroupFacts facts)
    {
        (OrganizationId, Id) = (organization, id);
        Learn(version, facts);
    }

    public OrganizationId OrganizationId { get; private set; }

    public GroupId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public string DisplayName { get; private set; } = "";

    public NameKey Key { get; private set; }

    public string? ExternalId { get; private set; }

    public bool Deleted { get; private set; }

    /// <summary>The version of the group in the newest event.</summary>
    public long Version { get; private set; }

    /// <summary>Takes the facts over; false when something newer is known already.</summary>
    public bool Learn(long version, GroupFacts facts)
    {
        if (!Advance(version))
            return false;
        (DirectoryId, DisplayName, ExternalId) = (facts.DirectoryId, facts.DisplayName, facts.ExternalId);
        Key = NameKey.Of(facts.DisplayName);
        return true;
    }

    /// <summary>Its members changed; false when something newer is known already.</summary>
    public bool Advance(long version)
    {
        if (Deleted || version <= Version)
            return false;
        Version = version;
        return true;
    }

    public bool Delete(long version)
    {
        if (!Advance(version))
            return false;
        Deleted = true;
        return true;
    }
}

/// <summary>A user is in a group: a fact, whether or not that user is known here yet.</summary>
internal sealed class GroupMember(OrganizationId organizationId, GroupId groupId, UserId userId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public GroupId GroupId { get; private set; } = groupId;

    public UserId UserId { get; private set; } = userId;
}

/// <summary>A group is in a group: a fact, whether or not either is known here yet. The users of the child are in the parent through it.</summary>
internal sealed class GroupNesting(OrganizationId organizationId, GroupId parentId, GroupId childId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public GroupId ParentId { get; private set; } = parentId;

    public GroupId ChildId { get; private set; } = childId;
}
