using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Memberships;
using Scim.Modular.Teams.Contracts;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Teams.Api.Admin;

internal static class MemberEndpoints
{
    public static void Map(RouteGroupBuilder organization)
    {
        var members = organization.MapGroup("/teams/{team}/members").WithTags("Team members");
        members.MapGet("", ListAsync).WithName("ListTeamMembers")
            .WithSummary("Lists who is in the team and why; with suspended=true, who is not, being deactivated or suspended by an exclusive mapping.")
            .Produces<Page<MemberView>>().ProducesProblems(400, 404);
        members.MapGet("/{user}", GetAsync).WithName("GetTeamMember").WithSummary("Reads one member, suspended or not.")
            .Produces<MemberView>().ProducesProblems(404);
        members.MapPut("/{user}", PutAsync).WithName("PutTeamMember")
            .WithSummary("Puts a user into the team by hand, or changes the role given by hand.")
            .Produces<MemberView>().ProducesProblems(400, 404, 412);
        members.MapDelete("/{user}", RemoveAsync).WithName("RemoveTeamMember")
            .WithSummary("Takes back what was done by hand; who is in by a mapping stays.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(404, 409, 412);
    }

    private static async Task<IResult> ListAsync(string team, PageRequest page, bool? suspended, IMediator mediator, CancellationToken ct)
    {
        UserId? after = page.Key<Guid>() is { } key ? new(key) : null;
        return Ids.TryParse<TeamId>(team, out var id)
            && await mediator.Send(new ListMembers(id, suspended ?? false, after, page.Limit + 1), ct) is { } found
                ? TypedResults.Ok(page.Of(found, member => member.UserId))
                : Problems.NotFound("team");
    }

    private static async Task<IResult> GetAsync(HttpContext http, string team, string user, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<TeamId>(team, out var teamId) && Ids.TryParse<UserId>(user, out var userId)
        && await mediator.Send(new GetMember(teamId, userId), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("member");

    private static async Task<IResult> PutAsync(
        HttpContext http, string team, string user, PutMemberBody body, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<TeamId>(team, out var teamId))
            return Problems.NotFound("team");
        if (!Ids.TryParse<UserId>(user, out var userId))
            return Problems.NotFound("user");
        var put = await mediator.Send(new PutMember(teamId, userId, body.Role, http.Request.IfMatch()), ct);
        return put.Error is { } refusal ? Problems.Of(refusal) : await GetAsync(http, team, user, mediator, ct);
    }

    private static async Task<IResult> RemoveAsync(HttpRequest request, string team, string user, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<TeamId>(team, out var teamId))
            return Problems.NotFound("team");
        return Ids.TryParse<UserId>(user, out var userId)
            ? (await mediator.Send(new RemoveMember(teamId, userId, request.IfMatch()), ct)).ToHttp()
            : Problems.NotFound("member");
    }

    internal sealed record PutMemberBody(string? Role);
}
