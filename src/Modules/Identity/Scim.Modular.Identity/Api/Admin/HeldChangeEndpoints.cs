using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Platform.Http;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Identity.Api.Admin;

/// <summary>What waits for a look of an administrator: before a directory takes effect, and after its breaker has tripped.</summary>
internal static class HeldChangeEndpoints
{
    public static void MapHeldChanges(this RouteGroupBuilder organization)
    {
        var one = organization.MapGroup("/directories/{dir}").WithTags("Directories");
        one.MapGet("report", ReportAsync)
            .WithName("GetDirectoryReport").WithSummary("What would change if the directory took effect now: for one that observes, or is frozen.")
            .Produces<DirectoryReport>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("held-changes", HeldAsync)
            .WithName("GetHeldChanges").WithSummary("What the directory's breaker holds, a part for each module that holds something.")
            .Produces<DirectoryHeldChanges>().ProducesProblem(StatusCodes.Status404NotFound);
        one.MapPost("held-changes/approve", ApproveAsync)
            .WithName("ApproveHeldChanges").WithSummary("Applies what is held: seats go to the next in line, people leave their teams. Honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        one.MapPost("held-changes/discard", DiscardAsync)
            .WithName("DiscardHeldChanges").WithSummary("Does not apply what is held: who was taken out of teams stays, as if put there by hand. Honours If-Match.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<IResult> ReportAsync(string org, string dir, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetDirectoryReport(RouteIds.Of<DirectoryId>(dir)), ct) is { } report
            ? TypedResults.Ok(report)
            : Problems.NotFound("directory");

    private static async Task<IResult> HeldAsync(string org, string dir, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetHeldChanges(RouteIds.Of<DirectoryId>(dir)), ct) is { } held
            ? TypedResults.Ok(held)
            : Problems.NotFound("directory");

    private static Task<IResult> ApproveAsync(string org, string dir, HttpRequest request, IMediator mediator, CancellationToken ct) =>
        DecideAsync(dir, approved: true, request, mediator, ct);

    private static Task<IResult> DiscardAsync(string org, string dir, HttpRequest request, IMediator mediator, CancellationToken ct) =>
        DecideAsync(dir, approved: false, request, mediator, ct);

    private static async Task<IResult> DecideAsync(string dir, bool approved, HttpRequest request, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new DecideHeldChanges(RouteIds.Of<DirectoryId>(dir), approved, request.IfMatch()), ct)).ToHttp();
}
