using FluentValidation;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using Scim.Modular.Teams.Domain.Memberships;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.People;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Memberships;

/// <summary>
/// Puts somebody into a team by hand, or changes the role given by hand. A deactivated user is in as soon as it is active again.
/// </summary>
internal sealed record PutMember(TeamId Team, UserId User, string? Role, long? ExpectedVersion) : ICommand<Result>;

internal sealed class PutMemberValidator : AbstractValidator<PutMember>
{
    public PutMemberValidator() => RuleFor(command => command.Role).MustBeWordOf<PutMember, TeamRole>("role");
}

internal sealed class PutMemberHandler(
    IOrganizationTurn turn, ITeamRepository teams, IPersonRepository people, IMembershipRepository memberships, Settlement settlement)
    : ICommandHandler<PutMember, Result>
{
    public async Task<Result> Handle(PutMember command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await teams.FindAsync(command.Team, cancellationToken) is null)
            return TeamErrors.NotFound;
        if (await people.FindAsync(command.User, cancellationToken) is not { Deleted: false })
            return MembershipErrors.UserNotFound;

        var book = await memberships.OpenAsync([command.User], [command.Team], cancellationToken);
        if (command.ExpectedVersion is { } expected && expected != book.VersionOf(command.Team, command.User))
            return MembershipErrors.Stale;

        var role = command.Role is null ? TeamRole.Member : Words.Parse<TeamRole>(command.Role)!.Value;
        book.Grant(command.Team, command.User, MappingId.None, role);
        await settlement.WriteAsync(book, Reasons.Manual, cancellationToken);
        return Result.Ok;
    }
}
