using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>A person's teams: by which source in which role, and what would be left without it; null: there is no such user.</summary>
internal sealed record ExplainTeams(UserId User) : IQuery<IReadOnlyList<ExplainedTeam>?>;

/// <param name="TeamId">The team.</param>
/// <param name="TeamName">Its name.</param>
/// <param name="Role">The role in effect; null: not in the team now.</param>
/// <param name="Sources">Everything that gives, or would give, a role.</param>
internal sealed record ExplainedTeam(TeamId TeamId, string TeamName, TeamRole? Role, IReadOnlyList<ExplainedSource> Sources);

/// <param name="Kind"><c>manual</c> or <c>mapping</c>.</param>
/// <param name="MappingId">The mapping.</param>
/// <param name="GroupName">The group that it follows.</param>
/// <param name="Via">The nested group through which the person is in that group; null: directly.</param>
/// <param name="Role">What this source alone would give.</param>
/// <param name="Live">It counts now.</param>
/// <param name="Suspended">An exclusive mapping of the team suspends it.</param>
/// <param name="Held">The group has lost the person; the directory's breaker holds that.</param>
/// <param name="Guarded">It would be gone, and stays because the team would lose its last owner.</param>
/// <param name="IfRemoved">The role that would be left without it; null: none.</param>
internal sealed record ExplainedSource(
    string Kind, MappingId? MappingId, string? GroupName, string? Via, TeamRole Role, bool Live, bool Suspended, bool Held, bool Guarded,
    TeamRole? IfRemoved);
