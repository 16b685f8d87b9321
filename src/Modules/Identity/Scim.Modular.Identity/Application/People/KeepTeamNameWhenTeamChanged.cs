using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps the names of teams, so that people can be listed with them.</summary>
internal sealed class KeepTeamNameWhenTeamChanged(ICopyRepository copies, CallContext call)
    : IDomainEventHandler<TeamCreated>, IDomainEventHandler<TeamRenamed>, IDomainEventHandler<TeamDeleted>
{
    public Task Handle(TeamCreated happened, CancellationToken ct) => KeepAsync(happened, happened.Name, ct);

    public Task Handle(TeamRenamed happened, CancellationToken ct) => KeepAsync(happened, happened.Name, ct);

    public async Task Handle(TeamDeleted happened, CancellationToken ct)
    {
        if (await copies.TeamNameAsync(happened.TeamId.Value, ct) is not { } team)
            return;
        team.Take(null, happened.Version);
        await copies.RemoveTeamAsync(happened.TeamId.Value, ct);
    }

    private async Task KeepAsync(ITeamEvent happened, string name, CancellationToken ct)
    {
        if (await copies.TeamNameAsync(happened.TeamId.Value, ct) is not { } team)
        {
            team = new TeamName(call.Organization, happened.TeamId.Value);
            copies.Add(team);
        }

        team.Take(name, happened.Version);
    }
}
