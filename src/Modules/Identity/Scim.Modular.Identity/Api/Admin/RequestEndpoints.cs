using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
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
}
