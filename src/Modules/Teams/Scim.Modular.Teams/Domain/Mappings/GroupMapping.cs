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

    /// <summary>Of several mappings that entitle to plans the one with the highest wins.</summary>
    public int Priority { get; private set; }

    /// <summary>The key of the plan that it entitles to; null: none.</summary>
    public string? Plan { get; private set; }

    public MappingStatus Status { get; private set; }

    /// <summary>An administrator paused it: nobody is added and nobody removed.</summary>
    public bool Paused { get; private set; }

    /// <summary>The team is exclusive by it now: who is in none of its mapped groups is suspended.</summary>
    public bool Excludes { get; private set; }

    /// <summary>It was made because its directory has a team for every group.</summary>
    public bool Automatic { get; private set; }

    /// <summary>Of a mapping that follows nothing any more: its members stay, as put there by hand.</summary>
    public bool MembersKept { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static GroupMapping Create(
        OrganizationId organization, DirectoryId directory, string groupName, TeamId team, MappingTerms terms, DateTimeOffset now,
        bool automatic = false)
    {
        var mapping = new GroupMapping
        {
            OrganizationId = organization,
            Id = Ids.New<MappingId>(),
            DirectoryId = directory,
            TeamId = team,
            GroupName = groupName,
            Key = NameKey.Of(groupName),
            Terms = terms,
            Status = MappingStatus.Waiting,
            Automatic = automatic,
            CreatedAt = now,
        };
        mapping.Raise(version => new GroupMappingCreated(mapping.Id.Value, version, mapping.Facts, now));
        return mapping;
    }

    /// <summary>What an administrator can change.</summary>
    public MappingTerms Terms
    {
        get => new(Role, Mode, Priority, Plan);
        private set => (Role, Mode, Priority, Plan) = (value.Role, value.Mode, value.Priority, value.Plan);
    }

    /// <summary>Where it stands, as it is shown.</summary>
    public MappingStatus ShownStatus => Paused && Status != MappingStatus.Deleted ? MappingStatus.Paused : Status;

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

    public void Bind(Group group, string reason, DateTimeOffset now)
    {
        if (Status == MappingStatus.Deleted || BoundGroupId == group.Id)
            return;
        Status = MappingStatus.Bound;
        BoundGroupId = group.Id;
        MembersKept = false;
        Remember(group);
        Raise(version => new GroupMappingBound(Id.Value, version, Facts, reason, now));
    }

    /// <summary>Its group has other facts: under these it would come back.</summary>
    public void Follow(Group group, DateTimeOffset now)
    {
        if (BoundGroupId != group.Id)
            return;
        var renamed = BoundGroupName != group.DisplayName;
        Remember(group);
        if (renamed)
            Raise(version => new GroupMappingFollowedRename(Id.Value, version, Facts, group.DisplayName, now));
    }

    /// <summary>Its group, or its directory, is gone.</summary>
    public void Orphan(string reason, DateTimeOffset now, bool keepMembers = false)
    {
        if (Status is MappingStatus.Orphaned or MappingStatus.Deleted)
            return;
        Status = MappingStatus.Orphaned;
        BoundGroupId = null;
        MembersKept = keepMembers;
        Raise(version => new GroupMappingOrphaned(Id.Value, version, Facts, reason, now));
    }

    public void Change(MappingTerms terms, bool paused, string reason, DateTimeOffset now)
    {
        if ((Terms, Paused) == (terms, paused))
            return;
        (Terms, Paused) = (terms, paused);
        Raise(version => new GroupMappingChanged(Id.Value, version, Facts, reason, now));
    }

    /// <summary>
    /// Decides whether the team is exclusive by it; true when that changes. While its directory is frozen it does not begin to be.
    /// </summary>
    public bool DecideExclusion(bool frozen)
    {
        var follows = Status == MappingStatus.Bound || (frozen && Status == MappingStatus.Orphaned && !MembersKept);
        var excludes = follows && Mode == MappingMode.Exclusive && !Paused && (Excludes || !frozen);
        if (Excludes == excludes)
            return false;
        Excludes = excludes;
        return true;
    }

    public void Delete(bool keepMembers, string reason, DateTimeOffset now)
    {
        if (Status == MappingStatus.Deleted)
            return;
        var facts = Facts;
        Status = MappingStatus.Deleted;
        BoundGroupId = null;
        MembersKept = keepMembers;
        Raise(version => new GroupMappingDeleted(Id.Value, version, facts, keepMembers, reason, now));
    }

    private MappingFacts Facts => new(
        DirectoryId.Value, GroupName, BoundGroupId?.Value, TeamId, Words.Of(Role), Words.Of(Mode), Priority, Plan,
        Words.Of(ShownStatus));

    private void Remember(Group group) => (BoundGroupName, BoundKey, BoundExternalId) = (group.DisplayName, group.Key, group.ExternalId);
}

/// <summary>What a mapping says, beside whose group and which team.</summary>
internal sealed record MappingTerms(TeamRole Role, MappingMode Mode = MappingMode.Managed, int Priority = 0, string? Plan = null);
