using FluentValidation;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Organizations;
using Scim.Modular.Teams.Domain.Teams;

namespace Scim.Modular.Teams.Application.Teams;

internal sealed record CreateTeam(string? Name, string? Slug) : ICommand<Result<TeamId>>;

internal sealed class CreateTeamValidator : AbstractValidator<CreateTeam>
{
    public CreateTeamValidator()
    {
        RuleFor(command => command.Name).MustBeName("name");
        RuleFor(command => command.Slug).Must(slug => slug is null || Domain.Teams.Slug.IsValid(slug))
            .WithMessage(
                $"slug: 1 to {Domain.Teams.Slug.MaxLength} lower-case letters and digits are needed, with single hyphens between them.");
    }
}

internal sealed class CreateTeamHandler(IOrganizationTurn turn, ITeamRepository teams, TimeProvider clock)
    : ICommandHandler<CreateTeam, Result<TeamId>>
{
    public async Task<Result<TeamId>> Handle(CreateTeam command, CancellationToken cancellationToken)
    {
        var organization = await turn.TakeAsync(cancellationToken);
        var name = command.Name!.Trim();
        var slug = command.Slug ?? Slug.Suggest(name);
        var taken = await teams.SlugsLikeAsync(slug, cancellationToken);
        if (command.Slug is not null && taken.Contains(slug))
            return TeamErrors.SlugTaken(slug);

        var team = Team.Create(organization, name, Slug.FirstFree(slug, taken), clock.Now());
        teams.Add(team);
        return team.Id;
    }
}
