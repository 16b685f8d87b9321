using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Teams;
using Scim.Modular.Teams.Contracts;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Teams.Api.Admin;

internal static class TeamEndpoints
{
    public static void Map(RouteGroupBuilder organization)
    {
        var teams = organization.MapGroup("/teams").WithTags("Teams");
        teams.MapPost("", CreateAsync).WithName("CreateTeam").WithSummary("Makes a team.")
            .Produces<TeamView>(StatusCodes.Status201Created).ProducesProblems(400, 404, 409);
        teams.MapGet("", ListAsync).WithName("ListTeams").WithSummary("Lists the teams, oldest first.")
            .Produces<Page<TeamView>>().ProducesProblems(400, 404);
        teams.MapGet("/{team}", GetAsync).WithName("GetTeam").WithSummary("Reads a team.")
            .Produces<TeamView>().ProducesProblems(404);
        teams.MapPatch("/{team}", RenameAsync).WithName("RenameTeam").WithSummary("Gives a team another name.")
            .Produces<TeamView>().ProducesProblems(400, 404, 412);
        teams.MapDelete("/{team}", DeleteAsync).WithName("DeleteTeam").WithSummary("Deletes a team with its mappings; everybody leaves it.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(404, 412);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, CreateTeamBody body, IMediator mediator, CancellationToken ct)
    {
        var created = await mediator.Send(new CreateTeam(body.Name, body.Slug), ct);
        if (created.Error is { } refusal)
            return Problems.Of(refusal);
        return await mediator.Send(new GetTeam(created.Value), ct) is { } team
            ? AdminApi.Created(http, $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{team.Id}", team, team.Version)
            : Problems.NotFound("team");
    }

    private static async Task<IResult> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct)
    {
        TeamId? after = page.Key<Guid>() is { } key ? new(key) : null;
        return TypedResults.Ok(page.Of(await mediator.Send(new ListTeams(after, page.Limit + 1), ct), team => team.Id));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string team, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<TeamId>(team, out var id) && await mediator.Send(new GetTeam(id), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("team");

    private static async Task<IResult> RenameAsync(
        HttpContext http, string team, RenameTeamBody body, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<TeamId>(team, out var id))
            return Problems.NotFound("team");
        var renamed = await mediator.Send(new RenameTeam(id, body.Name, body.Slug, http.Request.IfMatch()), ct);
        return renamed.Error is { } refusal ? Problems.Of(refusal) : await GetAsync(http, team, mediator, ct);
    }

    private static async Task<IResult> DeleteAsync(HttpRequest request, string team, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<TeamId>(team, out var id)
            ? (await mediator.Send(new DeleteTeam(id, request.IfMatch()), ct)).ToHttp()
            : Problems.NotFound("team");

    internal sealed record CreateTeamBody(string? Name, string? Slug);

    internal sealed record RenameTeamBody(string? Name, string? Slug);
}
