using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Tenancy;

namespace Scim.Modular.Oversight.Api.Admin;

internal static class ReconcileEndpoints
{
    // Everything that is stored is computed anew.
    private static readonly TimeSpan LongAnswer = TimeSpan.FromMinutes(10);

    public static void MapReconcile(this IEndpointRouteBuilder organization)
    {
        var reconcile = organization.MapGroup("/reconcile").WithTags("Reconcile");
        reconcile.MapPost("", RunAsync).WithName("Reconcile")
            .WithSummary("Compares what is stored with what the rules compute, and repairs what differs; dryRun=true only reports.")
            .WithDescription("Nothing should ever differ. The service does this by itself as Reconcile__Schedule says, once an hour by default.")
            .Produces<ReconcileView>().ProducesProblem(StatusCodes.Status400BadRequest).WithRequestTimeout(LongAnswer);
        reconcile.MapGet("/runs", ListAsync).WithName("ListReconcileRuns")
            .WithSummary("Past comparisons, the newest first; kept for 90 days.")
            .Produces<Page<ReconcileRunView>>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<ReconcileView> RunAsync(
        bool? dryRun, IReconciliation reconciliation, CallContext call, CancellationToken ct)
    {
        var result = await reconciliation.RunAsync(dryRun ?? false, call.Actor, passed: null, ct);
        return new ReconcileView(result.Drift, result.Found, result.Repaired);
    }

    private static async Task<Page<ReconcileRunView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct) =>
        page.Of(await mediator.Send(new ListReconcileRuns(page.Key<Guid>(), page.Limit + 1), ct), run => run.Id);
}
