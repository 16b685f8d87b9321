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
        var mapped = (await mappings.OfTeamAsync(team.Id, cancellationToken)).ToDictionary(mapping => mapping.Id);
        foreach (var mapping in mapped.Values)
            mapping.Delete(keepMembers: false, Reasons.TeamDeleted, now);
        // Said here: the mappings are forgotten as soon as nobody is left in the team.
        foreach (var grant in await mappings.GrantsOfAsync(mapped.Keys, cancellationToken))
            grant.Follow(mapped[grant.MappingId], now);
        team.Delete(now);
        return Result.Ok;
    }
}
