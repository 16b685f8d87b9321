using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Application.Teams;

/// <summary>Teams in the order in which they were made, from the one after <paramref name="After"/>.</summary>
internal sealed record ListTeams(TeamId? After, int Count) : IQuery<IReadOnlyList<TeamView>>;
