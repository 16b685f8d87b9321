using System.Text.Json.Serialization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Licensing.Application.Plans;
using Scim.Modular.Licensing.Domain.Plans;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>Plans: what an organization bought.</summary>
internal static class PlanEndpoints
{
    public static void MapPlans(this IEndpointRouteBuilder organization)
    {
        var plans = organization.MapGroup("/plans").WithTags("Plans").RequireScope(AdminScopes.Licenses);
        plans.MapGet("", ListAsync).WithName("ListPlans").WithSummary("Lists the plans, in the order of their keys")
            .Produces<Page<PlanView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        plans.MapGet("/{key}", GetAsync).WithName("GetPlan").WithSummary("Shows a plan and how its seats are used")
            .Produces<PlanView>().ProducesProblem(StatusCodes.Status404NotFound);
        plans.MapPut("/{key}", PutAsync).WithName("PutPlan").WithSummary("Creates a plan, or changes it as a whole")
            .WithDescription(
                "Added seats go to the waiting list at once. Lowering the number takes nobody's seat: the plan is over-committed until enough "
                + "are free. A plan that becomes the default takes the seats of the default plan before over, and is refused with "
                + "plan_too_small when they do not fit; without a default plan nobody needs a seat but who has one by a mapping or a pin. Of "
                + "several group-mapped plans the mapping's priority decides, then the plan's rank. holdSeconds (900 when left out at first) is "
                + "how long the seat of who loses the last group for it is kept, deactivationHoldSeconds (0) that of who is deactivated or deleted.")
            .Produces<PlanView>().Produces<PlanView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        plans.MapDelete("/{key}", DeleteAsync).WithName("DeletePlan")
            .WithSummary("Deletes a plan that nobody holds a seat of or waits for, and that no mapping or pin names")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Page<PlanView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct)
    {
        if (page.After?.Any(char.IsControl) == true)
            throw WordsOfRequests.Wrong("cursor", "cursor: it belongs to another list.");
        return page.Of(await mediator.Send(new ListPlans(page.After, page.Limit + 1), ct), plan => plan.Key);
    }

    private static async Task<IResult> GetAsync(string key, IMediator mediator, HttpContext http, CancellationToken ct) =>
        await mediator.Send(new GetPlan(key), ct) is { } plan
            ? AdminApi.Versioned(http, plan, plan.Version)
            : Problems.Of(PlanErrors.NotFound);

    private static async Task<IResult> PutAsync(
        string org, string key, PlanBody body, IMediator mediator, HttpContext http, CancellationToken ct)
    {
        var command = new PutPlan(
            key, body.Name ?? "", body.Seats, body.Rank, body.IsDefault,
            body.Overflow is null ? OverflowPolicy.Waitlist : WordsOfRequests.Read<OverflowPolicy>("overflow", body.Overflow),
            body.OverageLimit, body.HoldSeconds, body.DeactivationHoldSeconds, http.Request.IfMatch());
        var saved = await mediator.Send(command, ct);
        if (saved.Error is { } refusal)
            return Problems.Of(refusal);
        // Somebody may have deleted it again since.
        if (await mediator.Send(new GetPlan(key), ct) is not { } plan)
            return Problems.Of(PlanErrors.NotFound);
        return saved.Value.IsNew
            ? AdminApi.Created(http, $"/admin/v1/organizations/{Uri.EscapeDataString(org)}/plans/{key}", plan, plan.Version)
            : AdminApi.Versioned(http, plan, plan.Version);
    }

    private static async Task<IResult> DeleteAsync(string key, IMediator mediator, HttpContext http, CancellationToken ct) =>
        (await mediator.Send(new DeletePlan(key, http.Request.IfMatch()), ct)).ToHttp();
}

/// <summary>
/// What a plan is to be. <c>seats</c> and <c>isDefault</c> must be there: an unlimited plan, or one that is no longer the default, should not
/// come about by a forgotten word.
/// </summary>
internal sealed record PlanBody(
    string? Name,
    [property: JsonRequired] int? Seats,
    int Rank,
    [property: JsonRequired] bool IsDefault,
    string? Overflow,
    int? OverageLimit,
    int? HoldSeconds,
    int? DeactivationHoldSeconds);
