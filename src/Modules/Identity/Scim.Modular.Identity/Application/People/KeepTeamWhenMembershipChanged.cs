using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.People;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;

namespace Scim.Modular.Identity.Application.People;

/// <summary>Keeps which teams people are in, so that people can be listed with them.</summary>
internal sealed class KeepTeamWhenMembershipChanged(ICopyRepository copies, CallContext call)
    : IDomainEventHandler<MemberJoined>, IDomainEventHandler<MemberRoleChanged>, IDomainEventHandler<MemberLeft>
{
    public Task Handle(MemberJoined happened, CancellationToken ct) => KeepAsync(happened, happened.Role, ct);

    public Task Handle(MemberRoleChanged happened, CancellationToken ct) => KeepAsync(happened, happened.Role, ct);

    public Task Handle(MemberLeft happened, CancellationToken ct) => KeepAsync(happened, role: null, ct);

    // Who left stays as a row without a role: news that come late must find that they are late.
    private async Task KeepAsync(IMembershipEvent happened, string? role, CancellationToken ct)
    {
        var user = new UserId(happened.UserId);
        if (await copies.TeamAsync(user, happened.TeamId.Value, ct) is not { } team)
        {
            if (!await copies.IsKeptAsync(user, ct))
                return;
            team = new UserTeam(call.Organization, user, happened.TeamId.Value);
            copies.Add(team);
        }

        team.Take(role, happened.Version);
    }
}
