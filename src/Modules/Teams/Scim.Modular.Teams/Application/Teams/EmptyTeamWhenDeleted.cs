using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Teams;

/// <summary>Everybody leaves, in portions, and each one's leaving is told; then nothing of the team is kept.</summary>
internal sealed class EmptyTeamWhenDeleted(
    IOrganizationTurn turn, ITeamRepository teams, IMembershipRepository memberships, Settlement settlement, Portion atOnce,
    TimeProvider clock)
    : IDomainEventHandler<TeamDeleted>, IDomainEventHandler<TeamUnsettled>
{
    public Task Handle(TeamDeleted happened, CancellationToken ct) => EmptyAsync(happened.TeamId, ct);

    public Task Handle(TeamUnsettled happened, CancellationToken ct) => EmptyAsync(happened.TeamId, ct);

    private async Task EmptyAsync(TeamId id, CancellationToken ct)
    {
        await turn.TakeAsync(ct);
        if (await teams.FindDeletedAsync(id, ct) is not { } team)
            return;

        var leaving = await memberships.InTeamAsync(id, atOnce.Size, ct);
        if (leaving.Count == 0)
        {
            await teams.RemoveAsync(team, ct);
            return;
        }

        var now = clock.Now();
        var book = await memberships.OpenAsync(leaving, [id], ct);
        foreach (var user in leaving)
            book.RevokeAll(id, user);
        await settlement.WriteAsync(book, Reasons.TeamDeleted, ct);
        team.ContinueEmptying(now);
    }
}
