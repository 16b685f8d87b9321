using Scim.Modular.Identity.Contracts;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Groups;

namespace Scim.Modular.Teams.Domain.Mappings;

/// <summary>Mappings; deleted ones are found by <see cref="FindUnsettledAsync"/> only.</summary>
internal interface IMappingRepository
{
    Task<GroupMapping?> FindAsync(MappingId id, CancellationToken ct);

    /// <summary>The mapping, also when it is deleted and its members are still to be dealt with.</summary>
    Task<GroupMapping?> FindUnsettledAsync(MappingId id, CancellationToken ct);

    Task<IReadOnlyList<GroupMapping>> BoundToAsync(GroupId group, CancellationToken ct);

    /// <summary>The mappings that wait for this group.</summary>
    Task<IReadOnlyList<GroupMapping>> AwaitingAsync(Group group, CancellationToken ct);

    Task<IReadOnlyList<GroupMapping>> OfTeamAsync(TeamId team, CancellationToken ct);

    Task<IReadOnlyList<GroupMapping>> OfDirectoryAsync(DirectoryId directory, CancellationToken ct);

    /// <summary>Those that follow one of these groups.</summary>
    Task<IReadOnlyList<GroupMapping>> BoundToAnyAsync(IReadOnlySet<GroupId> groups, CancellationToken ct);

    /// <summary>Those that entitle to this plan.</summary>
    Task<IReadOnlyList<GroupMapping>> OfPlanAsync(string plan, CancellationToken ct);

    /// <summary>Whether there is a mapping of this group, or of this name while no group has it, to this team.</summary>
    Task<bool> ExistsAsync(DirectoryId directory, NameKey key, GroupId? group, TeamId team, CancellationToken ct);

    /// <summary>What the mapping gives, from now on if it gave nothing.</summary>
    Task<MappingGrant> GrantOfAsync(MappingId id, CancellationToken ct);

    /// <summary>What each of these mappings gives, from now on if it gave nothing; they are not in this unit of work yet.</summary>
    Task<IReadOnlyList<MappingGrant>> AllGrantsOfAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct);

    /// <summary>What those of these mappings give that entitle to plans.</summary>
    Task<IReadOnlyList<MappingGrant>> GrantsOfAsync(IReadOnlyCollection<MappingId> ids, CancellationToken ct);

    void Add(GroupMapping mapping);

    /// <summary>Forgets a mapping that nobody has as a source any more, with what it gave.</summary>
    void Remove(GroupMapping mapping, MappingGrant grant);
}
