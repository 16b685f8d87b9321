using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>Takes back what was done by hand. Whoever is in the team by a mapping as well stays in it.</summary>
internal sealed record RemoveMember(TeamId Team, UserId User, long? ExpectedVersion) : ICommand<Result>;

internal sealed class RemoveMemberHandler(
    IOrganizationTurn turn, ITeamRepository teams, IMembershipRepository memberships, Settlement settlement)
    : ICommandHandler<RemoveMember, Result>
{
    public async Task<Result> Handle(RemoveMember command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await teams.FindAsync(command.Team, cancellationToken) is null)
            return TeamErrors.NotFound;

        var book = await memberships.OpenAsync([command.User], [command.Team], cancellationToken);
        if (!book.HasByHand(command.Team, command.User))
            return book.HasAny(command.Team, command.User) ? MembershipErrors.OnlyMapped : MembershipErrors.NotAMember;
        if (command.ExpectedVersion is { } expected && expected != book.VersionOf(command.Team, command.User))
            return MembershipErrors.Stale;

        book.Revoke(command.Team, command.User, MappingId.None);
        await settlement.WriteAsync(book, Reasons.Manual, cancellationToken);
        return Result.Ok;
    }
}
