using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using Scim.Modular.Teams.Application.Mappings;
using Scim.Modular.Teams.Contracts;
using Scim.Modular.Teams.Domain.Mappings;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Teams.Api.Admin;

internal static class MappingEndpoints
{
    public static void Map(RouteGroupBuilder organization)
    {
        var mappings = organization.MapGroup("/group-mappings").WithTags("Group mappings");
        mappings.MapPost("", CreateAsync).WithName("CreateGroupMapping")
            .WithSummary("Maps a group to a team, by id or by the name under which it will come; its members are taken over.")
            .WithDescription(
                "mode is 'managed'. priority orders mappings once they entitle to plans; until then it is kept and has no effect.")
            .Produces<MappingView>(StatusCodes.Status201Created).ProducesProblems(400, 404, 409);
        mappings.MapGet("", ListAsync).WithName("ListGroupMappings")
            .WithSummary("Lists the mappings, oldest first; of a team, a directory or a group.")
            .Produces<Page<MappingView>>().ProducesProblems(400, 404);
        mappings.MapGet("/{mapping}", GetAsync).WithName("GetGroupMapping").WithSummary("Reads a mapping.")
            .Produces<MappingView>().ProducesProblems(404);
        mappings.MapPatch("/{mapping}", ChangeAsync).WithName("ChangeGroupMapping").WithSummary("Changes a mapping's role or priority.")
            .Produces<MappingView>().ProducesProblems(400, 404, 412);
        mappings.MapDelete("/{mapping}", DeleteAsync).WithName("DeleteGroupMapping")
            .WithSummary("Deletes a mapping. members=remove (default) takes its members along, members=keep leaves them as if by hand.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(400, 404, 412);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, MappingBody body, IMediator mediator, CancellationToken ct)
    {
        var created = await mediator.Send(
            new CreateGroupMapping(
                body.DirectoryId, body.GroupName, body.GroupId, body.TeamId, body.Role, body.Mode, body.Priority, body.Plan),
            ct);
        if (created.Error is { } refusal)
            return Problems.Of(refusal);
        return await mediator.Send(new GetGroupMapping(created.Value), ct) is { } mapping
            ? AdminApi.Created(
                http, $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{mapping.Id}", mapping, mapping.Version)
            : Problems.NotFound("mapping");
    }

    private static async Task<IResult> ListAsync(
        PageRequest page, string? teamId, string? directoryId, string? groupId, IMediator mediator, CancellationToken ct)
    {
        // What is asked for by an id that can't be one of ours is simply not there: an empty list, as for an unknown one.
        if (!Filter<TeamId>(teamId, out var team) || !Filter<DirectoryId>(directoryId, out var directory)
            || !Filter<GroupId>(groupId, out var group))
        {
            return TypedResults.Ok(new Page<MappingView>([], null));
        }

        MappingId? after = page.Key<Guid>() is { } key ? new(key) : null;
        var found = await mediator.Send(new ListGroupMappings(team, directory, group, after, page.Limit + 1), ct);
        return TypedResults.Ok(page.Of(found, mapping => mapping.Id));
    }

    private static async Task<IResult> GetAsync(HttpContext http, string mapping, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<MappingId>(mapping, out var id) && await mediator.Send(new GetGroupMapping(id), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.NotFound("mapping");

    private static async Task<IResult> ChangeAsync(
        HttpContext http, string mapping, MappingBody body, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<MappingId>(mapping, out var id))
            return Problems.NotFound("mapping");
        var changed = await mediator.Send(
            new ChangeGroupMapping(
                id, body.Role, body.Priority, body.Mode, body.Status, body.Plan, body.DirectoryId, body.GroupName, body.GroupId,
                body.TeamId, http.Request.IfMatch()),
            ct);
        return changed.Error is { } refusal ? Problems.Of(refusal) : await GetAsync(http, mapping, mediator, ct);
    }

    private static async Task<IResult> DeleteAsync(
        HttpRequest request, string mapping, string? members, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<MappingId>(mapping, out var id)
            ? (await mediator.Send(new DeleteGroupMapping(id, members, request.IfMatch()), ct)).ToHttp()
            : Problems.NotFound("mapping");

    private static bool Filter<TId>(string? text, out TId? id) where TId : struct, IId<TId>
    {
        var parsed = Ids.TryParse<TId>(text, out var value);
        id = parsed ? value : null;
        return parsed || text is null;
    }

    /// <summary>What a mapping is made of, and changed by. What of it can be changed, and what is supported, the validators say.</summary>
    internal sealed record MappingBody(
        string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority, string? Plan,
        string? Status);
}
