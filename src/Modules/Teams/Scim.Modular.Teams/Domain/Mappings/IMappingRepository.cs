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

    void Add(GroupMapping mapping);

    void Remove(GroupMapping mapping);
}
