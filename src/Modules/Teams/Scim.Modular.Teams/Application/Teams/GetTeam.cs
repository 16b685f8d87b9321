using System.Text.Json.Serialization;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Application.Teams;

internal sealed record GetTeam(TeamId Id) : IQuery<TeamView?>;

/// <param name="Id">The team.</param>
/// <param name="Name">Its name.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="MemberCount">Who is in it now; people who are deactivated are not counted.</param>
/// <param name="CreatedAt">Since when it is there.</param>
/// <param name="Version">For the <c>ETag</c>.</param>
internal sealed record TeamView(
    TeamId Id, string Name, string Slug, int MemberCount, DateTimeOffset CreatedAt, [property: JsonIgnore] long Version);
