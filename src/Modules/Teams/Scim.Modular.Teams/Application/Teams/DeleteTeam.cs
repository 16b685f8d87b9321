using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Teams;

internal sealed record DeleteTeam(TeamId Id, long? ExpectedVersion) : ICommand<Result>;

internal sealed class DeleteTeamHandler(
    IOrganizationTurn turn, ITeamRepository teams, IMappingRepository mappings, TimeProvider clock)
    : ICommandHandler<DeleteTeam, Result>
{
    public async Task<Result> Handle(DeleteTeam command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await teams.FindAsync(command.Id, cancellationToken) is not { } team)
            return TeamErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != team.Version)
            return TeamErrors.Stale;

        var now = clock.Now();
        foreach (var mapping in await mappings.OfTeamAsync(team.Id, cancellationToken))
            mapping.Delete(keepMembers: false, Reasons.TeamDeleted, now);
        team.Delete(now);
        return Result.Ok;
    }
}
