using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Api.Scim;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Tenancy;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

internal static class RequestEndpoints
{
    public static void MapRequests(this RouteGroupBuilder organization)
    {
        var requests = organization.MapGroup("/directories/{dir}/requests").WithTags("Provisioning log");
        requests.MapGet("", ListAsync)
            .WithName("ListRequests")
            .WithSummary("What the identity provider sent and what came of it, newest first. status: 404, 4xx or error; user: an id; since, until: times.")
            .Produces<Page<RequestView>>().ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapGet("{request}", GetAsync)
            .WithName("GetRequest").WithSummary("One call with its bodies, secrets taken out, and its effects.")
            .Produces<RequestDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapPost("{request}/replay", ReplayAsync)
            .WithName("ReplayRequest").WithSummary("Plays the call again, commits nothing, and shows what would be answered now beside what was answered then.")
            .WithDescription(
                "It is answered as if the directory's identity provider had sent it now: with today's people, schemas, settings and free seats. Nothing "
                + "changes: no event, no line in the log, nothing for the rate, the directory's health or its tokens. It is played without headers, of which "
                + "none are kept, so without If-Match; what would follow in seats and teams is not part of the answer. same is null when a body is not "
                + "kept, as answers to reads are not, or is not whole. redacted: secrets were taken out of what was sent, so the real answer may be another. "
                + "409 request_cut: only its beginning is kept; body_not_kept: it was no JSON or was refused unread; condition_not_kept: it was a 304 or 412, "
                + "and its headers are not kept; subject_not_kept: it was to /Me. What was refused for its token is of no directory and in no log.")
            .Produces<Replay>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        string org, string dir, string? status, Guid? user, DateTimeOffset? since, DateTimeOffset? until, PageRequest page, IMediator mediator,
        CancellationToken ct)
    {
        var range = string.IsNullOrEmpty(status) ? null : StatusRange.Parse(status)
            ?? throw new BadHttpRequestException("status: a number such as 404, a class such as 4xx, or error is needed.");
        return await mediator.Send(
            new ListRequests(RouteIds.Of<DirectoryId>(dir), range, user, since?.ToUniversalTime(), until?.ToUniversalTime(), page), ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("directory");
    }

    private static async Task<IResult> GetAsync(string org, string dir, string request, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetRequest(RouteIds.Of<DirectoryId>(dir), RouteIds.Guid(request)), ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("request");

    private static async Task<IResult> ReplayAsync(string org, string dir, string request, HttpContext http, CallContext call, RequestReplay replay)
    {
        // Whoever it is refused to has asked for no change either.
        http.Response.Headers[AdminMutations.DryRunHeader] = "true";
        return (await replay.PlayAsync(http, call.Organization, RouteIds.Of<DirectoryId>(dir), RouteIds.Guid(request))).ToHttp(TypedResults.Ok);
    }
}
