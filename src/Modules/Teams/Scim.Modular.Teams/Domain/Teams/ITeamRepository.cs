using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Teams.Domain.Teams;

internal interface ITeamRepository
{
    /// <summary>A team that is not deleted.</summary>
    Task<Team?> FindAsync(TeamId id, CancellationToken ct);

    Task<Team?> FindDeletedAsync(TeamId id, CancellationToken ct);

    /// <summary>Which slugs are taken of this one and those made of it by a number.</summary>
    Task<IReadOnlySet<string>> SlugsLikeAsync(string slug, CancellationToken ct);

    void Add(Team team);

    /// <summary>Forgets a team that everybody has left, with what is left of its configuration.</summary>
    Task RemoveAsync(Team team, CancellationToken ct);
}
