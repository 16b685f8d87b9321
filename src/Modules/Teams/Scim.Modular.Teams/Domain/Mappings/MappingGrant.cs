using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>
/// What a mapping gives to its members: the plan that it entitles to, and the work on them. It is a story beside the mapping's own, because
/// every push writes it.
/// </summary>
internal sealed class MappingGrant : AggregateRoot, IOwnedByOrganization
{
    /// <summary>How many users one event names at most.</summary>
    public const int Portion = 1000;

    private MappingGrant()
    {
    }

    public MappingGrant(OrganizationId organization, MappingId mapping) => (OrganizationId, MappingId) = (organization, mapping);

    public OrganizationId OrganizationId { get; private set; }

    public MappingId MappingId { get; private set; }

    /// <summary>The key of the plan; null: none.</summary>
    public string? Plan { get; private set; }

    public int Priority { get; private set; }

    /// <summary>The group, as explanations name it.</summary>
    public string GroupName { get; private set; } = "";

    /// <summary>Takes on what the mapping says; true when those who have it as a source are still to be told.</summary>
    public bool Follow(GroupMapping mapping, DateTimeOffset now)
    {
        var plan = mapping.Status == MappingStatus.Deleted ? null : mapping.Plan;
        var name = mapping.BoundGroupName ?? mapping.GroupName;
        var begins = Plan is null && plan is not null;
        // Without a plan nobody needs to hear of it.
        var news = Plan != plan || (plan is not null && (Priority, GroupName) != (mapping.Priority, name));
        (Plan, Priority, GroupName) = (plan, mapping.Priority, name);
        if (news)
            Raise(version => new PlanGrantChanged(MappingId.Value, version, plan, Priority, name, now));
        return begins;
    }

    /// <summary>Users have the mapping as a source since now, and have it no longer.</summary>
    public void Move(IReadOnlyCollection<UserId> added, IReadOnlyCollection<UserId> removed, string reason, DateTimeOffset now)
    {
        if (Plan is null)
            return;
        var coming = added.Select(user => user.Value).Chunk(Portion).ToArray();
        var going = removed.Select(user => user.Value).Chunk(Portion).ToArray();
        for (var i = 0; i < Math.Max(coming.Length, going.Length); i++)
        {
            var (here, gone) = (coming.ElementAtOrDefault(i) ?? [], going.ElementAtOrDefault(i) ?? []);
            Raise(version => new PlanGrantMembersChanged(MappingId.Value, version, here, gone, reason, now));
        }
    }

    /// <summary>The members beyond this one are to be dealt with.</summary>
    public void Continue(UserId? after, bool wholeTeam, bool announce, string reason, DateTimeOffset now, bool isLast = false) =>
        Raise(version => new GroupMappingUnsettled(MappingId.Value, version, after, wholeTeam, announce, reason, now, isLast));
}
