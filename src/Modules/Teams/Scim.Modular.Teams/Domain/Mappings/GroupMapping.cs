using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Groups;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>
/// The members of a pushed group are in a team. The group is chosen by a name, also before it exists; on the first match the mapping
/// is bound to the group's id, so that a rename in the identity provider changes nothing.
/// </summary>
internal sealed class GroupMapping : AggregateRoot, IOwnedByOrganization
{
    private GroupMapping()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public MappingId Id { get; private set; }

    public DirectoryId DirectoryId { get; private set; }

    public TeamId TeamId { get; private set; }

    /// <summary>The group's name as an administrator typed it, or as it was when the group was chosen.</summary>
    public string GroupName { get; private set; } = "";

    public NameKey Key { get; private set; }

    /// <summary>The group that it follows now.</summary>
    public GroupId? BoundGroupId { get; private set; }

    /// <summary>The name of the group that it follows, or followed last.</summary>
    public string? BoundGroupName { get; private set; }

    public NameKey? BoundKey { get; private set; }

    /// <summary>The identity provider's id of that group: it may come back under it.</summary>
    public string? BoundExternalId { get; private set; }

    public TeamRole Role { get; private set; }

    public MappingMode Mode { get; private set; }

    /// <summary>The order of mappings, once they entitle to plans. Until then it is kept and has no effect.</summary>
    public int Priority { get; private set; }

    public MappingStatus Status { get; private set; }

    /// <summary>Of a deleted mapping: its members stay, as put there by hand.</summary>
    public bool MembersKept { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static GroupMapping Create(
        OrganizationId organization, DirectoryId directory, string groupName, TeamId team, TeamRole role, int priority, DateTimeOffset now)
    {
        var mapping = new GroupMapping
        {
            OrganizationId = organization,
            Id = Ids.New<MappingId>(),
            DirectoryId = directory,
            TeamId = team,
            GroupName = groupName,
            Key = NameKey.Of(groupName),
            Role = role,
            Mode = MappingMode.Managed,
            Priority = priority,
            Status = MappingStatus.Waiting,
            CreatedAt = now,
        };
        mapping.Raise(version => new GroupMappingCreated(
            mapping.Id, version, directory, groupName, team, Word<TeamRole>.Of(role), Word<MappingMode>.Of(mapping.Mode), priority, now));
        return mapping;
    }

    /// <summary>Whether this group is the one that it waits for.</summary>
    public bool Awaits(Group group)
    {
        if (group.Deleted || group.DirectoryId != DirectoryId)
            return false;
        return Status switch
        {
            MappingStatus.Waiting => group.Key == Key,
            MappingStatus.Orphaned => group.Key == Key || group.Key == BoundKey
                || (BoundExternalId is not null && group.ExternalId == BoundExternalId),
            _ => false,
        };
    }

    /// <summary>Whether a mapping of this name, or of this group when it is there already, to this team would say the same again.</summary>
    public bool Repeats(DirectoryId directory, NameKey key, GroupId? group, TeamId team) =>
        Status != MappingStatus.Deleted && DirectoryId == directory && TeamId == team
        && (group is null ? BoundGroupId is null && Key == key : BoundGroupId == group);

    public void Bind(Group group, string reason, DateTimeOffset now)
    {
        if (Status == MappingStatus.Deleted || BoundGroupId == group.Id)
            return;
        Status = MappingStatus.Bound;
        BoundGroupId = group.Id;
        Remember(group);
        Raise(version => new GroupMappingBound(Id, version, group.Id, reason, now));
    }

    /// <summary>Its group has other facts: under these it would come back.</summary>
    public void Follow(Group group, DateTimeOffset now)
    {
        if (BoundGroupId != group.Id)
            return;
        var renamed = BoundGroupName != group.DisplayName;
        Remember(group);
        if (renamed)
            Raise(version => new GroupMappingFollowedRename(Id, version, group.DisplayName, now));
    }

    /// <summary>Its group, or its directory, is gone.</summary>
    public void Orphan(string reason, DateTimeOffset now)
    {
        if (Status is MappingStatus.Orphaned or MappingStatus.Deleted)
            return;
        Status = MappingStatus.Orphaned;
        BoundGroupId = null;
        Raise(version => new GroupMappingOrphaned(Id, version, reason, now));
    }

    public void Change(TeamRole role, int priority, DateTimeOffset now)
    {
        if ((Role, Priority) == (role, priority))
            return;
        (Role, Priority) = (role, priority);
        Raise(version => new GroupMappingChanged(Id, version, Word<TeamRole>.Of(role), priority, Reasons.MappingChanged, now));
    }

    public void Delete(bool keepMembers, string reason, DateTimeOffset now)
    {
        if (Status == MappingStatus.Deleted)
            return;
        Status = MappingStatus.Deleted;
        BoundGroupId = null;
        MembersKept = keepMembers;
        Raise(version => new GroupMappingDeleted(Id, version, keepMembers, reason, now));
    }

    /// <summary>The members up to this one are done and there are more.</summary>
    public void ContinueSettling(UserId after, string reason, DateTimeOffset now) =>
        Raise(version => new GroupMappingUnsettled(Id, version, after, reason, now));

    private void Remember(Group group) => (BoundGroupName, BoundKey, BoundExternalId) = (group.DisplayName, group.Key, group.ExternalId);
}
