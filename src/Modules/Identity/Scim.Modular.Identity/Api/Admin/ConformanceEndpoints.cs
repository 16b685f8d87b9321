using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Api.Conformance;
using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Tenancy;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>Does a directory, configured as it is, answer as an identity provider expects?</summary>
internal static class ConformanceEndpoints
{
    public static void MapConformanceRuns(this RouteGroupBuilder organization)
    {
        var runs = organization.MapGroup("/directories/{dir}/conformance-runs").WithTags("Conformance runs");
        runs.MapPost("", StartAsync)
            .WithName("StartConformanceRun").WithSummary("Plays what an identity provider sends against a sandbox that is configured like the directory.")
            .WithDescription(
                "provider: okta (an app of your own), okta-catalogue, entra, onelogin or jumpcloud; left out, the directory's own, of Okta both. "
                + "The sandbox is made for the run and deleted after it: nothing of the organization changes but its audit log, which tells that the "
                + "run was made. The answer is 202 while it is played, for some seconds; read it again until its status is passed, failed or "
                + "interrupted. One runs at a time for each directory.")
            .Produces<ConformanceRunView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        runs.MapGet("", ListAsync)
            .WithName("ListConformanceRuns").WithSummary("The last ten runs of the directory, newest first.")
            .Produces<Page<ConformanceRunView>>().ProducesProblem(StatusCodes.Status404NotFound);
        runs.MapGet("{run}", GetAsync)
            .WithName("GetConformanceRun").WithSummary("One run with every exchange: what was sent, what the client needs, what was answered, and what is wrong with it.")
            .Produces<ConformanceRunDetail>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(
        string org, string dir, ConformanceRunBody body, CallContext call, IMediator mediator, ConformanceRunner runner, CancellationToken ct)
    {
        var directory = RouteIds.Of<DirectoryId>(dir);
        return (await mediator.Send(new StartConformanceRun(directory, body.Provider), ct)).ToHttp(started =>
        {
            runner.Play(call.Organization, directory, started.Id);
            return TypedResults.Accepted($"/admin/v1/organizations/{org}/directories/{dir}/conformance-runs/{started.Id}", started);
        });
    }

    private static async Task<IResult> ListAsync(string org, string dir, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new ListConformanceRuns(RouteIds.Of<DirectoryId>(dir)), ct) is { } found
            ? TypedResults.Ok(new Page<ConformanceRunView>(found, null))
            : Problems.NotFound("directory");

    private static async Task<IResult> GetAsync(string org, string dir, string run, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetConformanceRun(RouteIds.Of<DirectoryId>(dir), RouteIds.Guid(run)), ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound("conformance run");

    private sealed record ConformanceRunBody(string? Provider = null);
}
