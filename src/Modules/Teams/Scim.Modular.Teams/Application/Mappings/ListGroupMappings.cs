using System.Text.Json.Serialization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Mappings;

/// <summary>
/// Mappings in the order in which they were made, from the one after <paramref name="After"/>; of a team, a directory or a group when
/// given.
/// </summary>
internal sealed record ListGroupMappings(TeamId? Team, DirectoryId? Directory, GroupId? Group, MappingId? After, int Count)
    : IQuery<IReadOnlyList<MappingView>>;

/// <summary>The mappings of teams, in the order in which they were made.</summary>
internal sealed record ListMappingsOfTeams(IReadOnlyCollection<TeamId> Teams) : IQuery<IReadOnlyList<MappingView>>;

internal sealed record GetGroupMapping(MappingId Id) : IQuery<MappingView?>;

/// <param name="Id">The mapping.</param>
/// <param name="DirectoryId">The directory whose group it is.</param>
/// <param name="GroupName">The name as typed, or as it was when the group was chosen.</param>
/// <param name="TeamId">The team.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="Role">What the members become.</param>
/// <param name="Mode">How it treats the team's members.</param>
/// <param name="Priority">Of several mappings that entitle to plans the one with the highest wins.</param>
/// <param name="Plan">The key of the plan that it entitles to; null: none.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="BoundGroupId">The group that it follows now.</param>
/// <param name="BoundGroupName">The name of the group that it follows, or followed last.</param>
/// <param name="CreatedAt">Since when it is there.</param>
/// <param name="Version">For the <c>ETag</c>.</param>
internal sealed record MappingView(
    MappingId Id, DirectoryId DirectoryId, string GroupName, TeamId TeamId, string TeamName, TeamRole Role, MappingMode Mode, int Priority,
    string? Plan, MappingStatus Status, GroupId? BoundGroupId, string? BoundGroupName, DateTimeOffset CreatedAt,
    [property: JsonIgnore] long Version);
