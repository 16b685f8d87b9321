using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps which teams people are in, so that people can be listed with them.</summary>
internal sealed class KeepTeamWhenMembershipChanged(ICopyRepository copies, CallContext call) : IDomainEventBatchHandler<IMembershipEvent>
{
    // Who left stays as a row without a role: news that come late must find that they are late.
    public async Task Handle(IReadOnlyList<IMembershipEvent> happened, CancellationToken ct)
    {
        UserId[] users = [.. happened.Select(one => new UserId(one.UserId)).Distinct()];
        Guid[] teams = [.. happened.Select(one => one.TeamId.Value).Distinct()];
        var kept = (await copies.TeamsAsync(users, teams, ct)).ToDictionary(team => (team.UserId, team.TeamId));
        var known = await copies.KeptAsync(users, ct);
        foreach (var one in happened)
        {
            var (user, id) = (new UserId(one.UserId), one.TeamId.Value);
            if (!known.Contains(user))
                continue;
            if (!kept.TryGetValue((user, id), out var team))
            {
                kept[(user, id)] = team = new UserTeam(call.Organization, user, id);
                copies.Add(team);
            }

            team.Take(RoleAfter(one), one.Version);
        }
    }

    private static string? RoleAfter(IMembershipEvent happened) => happened switch
    {
        MemberJoined joined => joined.Role,
        MemberRoleChanged changed => changed.Role,
        _ => null,
    };
}
