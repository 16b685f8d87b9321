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
    private const string Terms =
        "mode: 'managed' adds, and removes only what it added; 'additive' never removes; 'exclusive', while it follows its group, also suspends "
        + "everybody who is in none of the team's mapped groups. plan is the key of a plan to which the mapping entitles its members; of several "
        + "the one with the highest priority wins.";

    public static void Map(RouteGroupBuilder organization)
    {
        var mappings = organization.MapGroup("/group-mappings").WithTags("Group mappings");
        mappings.MapPost("", CreateAsync).WithName("CreateGroupMapping")
            .WithSummary("Maps a group to a team, by id or by the name under which it will come; its members are taken over.")
            .WithDescription(Terms + " A role above member needs confirmRole: whoever manages the group decides who gets it.")
            .Produces<MappingView>(StatusCodes.Status201Created).ProducesProblems(400, 404, 409);
        mappings.MapPost("/preview", PreviewAsync).WithName("PreviewGroupMapping")
            .WithSummary("Says what a mapping would do: who would join and leave, and seats needed and missing. Changes nothing.")
            .WithDescription(
                "The body is that of a mapping. With a mappingId it says what changing that mapping would do; then role, mode, priority, plan "
                + "and status count. Lists have at most 200 entries, the counts are exact.")
            .Produces<MappingPreview>().ProducesProblems(400, 404, 409);
        mappings.MapGet("", ListAsync).WithName("ListGroupMappings")
            .WithSummary("Lists the mappings, oldest first; of a team, a directory or a group.")
            .Produces<Page<MappingView>>().ProducesProblems(400, 404);
        mappings.MapGet("/{mapping}", GetAsync).WithName("GetGroupMapping").WithSummary("Reads a mapping.")
            .Produces<MappingView>().ProducesProblems(404);
        mappings.MapPatch("/{mapping}", ChangeAsync).WithName("ChangeGroupMapping")
            .WithSummary("Changes a mapping's role, mode, priority or plan, pauses it or lets it go on. What is left out stays.")
            .WithDescription(
                Terms + " A plan of null takes it off. status is 'paused', nobody is added or removed, or 'active', which makes up for it. A role "
                + "that is raised above member needs confirmRole.")
            .Produces<MappingView>().ProducesProblems(400, 404, 409, 412);
        mappings.MapDelete("/{mapping}", DeleteAsync).WithName("DeleteGroupMapping")
            .WithSummary("Deletes a mapping. members=remove (default) takes its members along, members=keep leaves them as if by hand.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(400, 404, 412);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, MappingBody body, IMediator mediator, CancellationToken ct)
    {
        var created = await mediator.Send(
            new CreateGroupMapping(
                body.DirectoryId, body.GroupName, body.GroupId, body.TeamId, body.Role, body.Mode, body.Priority, body.Plan, body.Status,
                body.ConfirmRole),
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
                id, body.Role, body.Priority, body.Mode, body.Status, body.ChangedPlan(), body.ConfirmRole, body.DirectoryId, body.GroupName,
                body.GroupId, body.TeamId, http.Request.IfMatch()),
            ct);
        return changed.Error is { } refusal ? Problems.Of(refusal) : await GetAsync(http, mapping, mediator, ct);
    }

    private static async Task<IResult> PreviewAsync(PreviewBody body, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(
            new PreviewGroupMapping(
                body.MappingId, body.DirectoryId, body.GroupName, body.GroupId, body.TeamId, body.Role, body.Mode, body.Priority, body.Plan,
                body.Status),
            ct)).ToHttp(preview => TypedResults.Ok(preview));

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
        string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority, string? Status,
        bool? ConfirmRole)
    {
        private readonly bool _saysPlan;

        public string? Plan
        {
            get;
            init => (field, _saysPlan) = (value, true);
        }

        /// <summary>The plan after a change: null leaves it, and a null that was said takes it off as an empty one does.</summary>
        public string? ChangedPlan() => _saysPlan ? Plan ?? "" : null;
    }

    /// <summary>A mapping that is tried, and the one that would become so, if it is there already.</summary>
    internal sealed record PreviewBody(
        string? DirectoryId, string? GroupName, string? GroupId, string? TeamId, string? Role, string? Mode, int? Priority, string? Plan,
        string? Status, bool? ConfirmRole, string? MappingId);
}
