using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Teams;

/// <param name="Id">The team.</param>
/// <param name="Name">The new name; null leaves it.</param>
/// <param name="Slug">Always refused: what others have written down as an address stays.</param>
/// <param name="ExpectedVersion">From <c>If-Match</c>.</param>
internal sealed record RenameTeam(TeamId Id, string? Name, string? Slug, long? ExpectedVersion) : ICommand<Result>;

internal sealed class RenameTeamValidator : AbstractValidator<RenameTeam>
{
    public RenameTeamValidator()
    {
        RuleFor(command => command.Name).MustBeName("name").When(command => command.Name is not null);
        RuleFor(command => command.Slug).Null().WithMessage("slug: it can't be changed.");
    }
}

internal sealed class RenameTeamHandler(IOrganizationTurn turn, ITeamRepository teams, TimeProvider clock)
    : ICommandHandler<RenameTeam, Result>
{
    public async Task<Result> Handle(RenameTeam command, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(cancellationToken);
        if (await teams.FindAsync(command.Id, cancellationToken) is not { } team)
            return TeamErrors.NotFound;
        if (command.ExpectedVersion is { } expected && expected != team.Version)
            return TeamErrors.Stale;

        if (command.Name is { } name)
            team.Rename(name.Trim(), clock.Now());
        return Result.Ok;
    }
}
