using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Groups;

/// <summary>A group that is a member of another.</summary>
internal sealed class NestedGroup(OrganizationId organizationId, GroupId groupId, GroupId memberId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    /// <summary>The group that contains.</summary>
    public GroupId GroupId { get; private set; } = groupId;

    /// <summary>The group that is contained.</summary>
    public GroupId MemberId { get; private set; } = memberId;
}

/// <summary>
/// A group above another, directly or through others. Kept beside the nesting, so that a user's indirect groups are a join on every
/// database, and a cycle is one lookup; nesting changes rarely, reading is often.
/// </summary>
internal sealed class GroupAncestor(OrganizationId organizationId, GroupId groupId, GroupId ancestorId) : IOwnedByOrganization
{
    public OrganizationId OrganizationId { get; private set; } = organizationId;

    public GroupId GroupId { get; private set; } = groupId;

    public GroupId AncestorId { get; private set; } = ancestorId;
}

/// <summary>Which groups are in which, as rows.</summary>
internal interface INestingRepository
{
    /// <summary>Lets one change of a directory's nesting happen after the other: two that each are none could be a cycle together.</summary>
    Task LockAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Those of the ids that are groups of the directory.</summary>
    Task<IReadOnlySet<GroupId>> KnownAsync(DirectoryId directory, IReadOnlyCollection<GroupId> ids, CancellationToken ct);

    /// <summary>The groups that are members of this one.</summary>
    Task<IReadOnlySet<GroupId>> MembersAsync(GroupId group, CancellationToken ct);

    /// <summary>The groups that have one of these as a member, as pairs.</summary>
    Task<IReadOnlyList<NestedGroup>> AboveAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct);

    /// <summary>The groups below these, directly or through others.</summary>
    Task<IReadOnlySet<GroupId>> DescendantsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct);

    /// <summary>The kept ancestors of these groups.</summary>
    Task<IReadOnlyList<GroupAncestor>> AncestorsAsync(IReadOnlyCollection<GroupId> groups, CancellationToken ct);

    void Add(GroupId group, GroupId member);

    void Remove(NestedGroup nested);

    void AddAncestor(GroupId group, GroupId ancestor);

    void Remove(GroupAncestor ancestor);
}
