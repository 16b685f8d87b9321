using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Licensing.Application.Licenses;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.People;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Security;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>Licenses: who holds a seat and who waits for one.</summary>
internal static class LicenseEndpoints
{
    private const int LongestSearch = 256;
    private const int RowsAtATime = 1000;

    private static readonly string[] Head =
    [
        "userId", "userName", "plan", "status", "since", "source", "waitsFor", "waitlistPosition", "heldUntil", "pin", "reason", "overage",
    ];

    public static void MapLicenses(this IEndpointRouteBuilder organization)
    {
        var licenses = organization.MapGroup("/licenses").WithTags("Licenses").RequireScope(AdminScopes.Licenses);
        licenses.MapGet("", ListAsync).WithName("ListLicenses").WithSummary("Lists people with their seats and places in line")
            .WithDescription(
                "status is assigned, waitlisted, releasing or released; waitlisted finds everybody who stands in a line, also who holds a seat of "
                + "another plan meanwhile. plan is a key; q looks for a part of a user name, display name or e-mail address. waitlistPosition "
                + "counts from 1 within the line of waitsFor.")
            .Produces<Page<LicenseView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        licenses.MapGet("/export", Export).WithName("ExportLicenses").WithSummary("Lists them all as a table")
            .WithDescription("The filters of the list. Text that a spreadsheet would take for a formula has an apostrophe in front.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);
        licenses.MapGet("/summary", SummarizeAsync).WithName("GetLicenseSummary").WithSummary("Adds up the seats of all plans")
            .WithDescription("seats and available are null when a plan is unlimited.")
            .Produces<LicenseSummary>();
        licenses.MapPut("/{user}", PinAsync).WithName("PinLicense").WithSummary("Gives a person a plan by hand")
            .WithDescription(
                "A pin wins over group mappings and the default plan. It evicts nobody: when the plan is full, the person stands at the head of "
                + "its line, and keeps the seat of another plan meanwhile that it is entitled to.")
            .Produces<LicenseView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        licenses.MapDelete("/{user}", UnpinAsync).WithName("UnpinLicense").WithSummary("Takes a person's pin off")
            .WithDescription("What is left entitles the person from then on. 404 when it has no pin.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        licenses.MapGet("/{user}/history", HistoryAsync).WithName("GetLicenseHistory").WithSummary("Lists what happened to a person's seat, newest first")
            .WithDescription("Each line says how it stood before and since then, why, who caused it and by which request.")
            .Produces<Page<LicenseChange>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Page<LicenseView>> ListAsync(
        string? status, string? plan, string? q, PageRequest page, IMediator mediator, CancellationToken ct)
    {
        var query = QueryOf(status, plan, q) with { After = page.Key<Guid>(), Most = page.Limit + 1 };
        return page.Of(await mediator.Send(query, ct), license => license.UserId);
    }

    private static IResult Export(string? status, string? plan, string? q, IMediator mediator, CancellationToken ct)
    {
        var query = QueryOf(status, plan, q);
        return Csv.Stream("licenses.csv", Head, RowsAsync);

        async IAsyncEnumerable<object?[]> RowsAsync()
        {
            for (Guid? after = null; ;)
            {
                var rows = await mediator.Send(query with { After = after, Most = RowsAtATime }, ct);
                foreach (var row in rows)
                {
                    yield return
                    [
                        row.UserId, row.UserName, row.Plan, row.Status, row.Since, row.Source, row.WaitsFor, row.WaitlistPosition, row.HeldUntil,
                        row.Pin, row.Reason, row.Overage,
                    ];
                }

                if (rows.Count < RowsAtATime)
                    yield break;
                after = rows[^1].UserId;
            }
        }
    }

    public static ListLicenses QueryOf(string? status, string? plan, string? q)
    {
        if (q is { Length: > LongestSearch } || plan?.Contains('\0') == true || q?.Contains('\0') == true)
            throw WordsOfRequests.Wrong("q", $"q: at most {LongestSearch} characters are possible, none of them NUL.");
        return new ListLicenses(
            string.IsNullOrEmpty(status) ? null : WordsOfRequests.Read<SeatStatus>("status", status),
            string.IsNullOrEmpty(plan) ? null : plan, q, After: null, RowsAtATime);
    }

    private static Task<LicenseSummary> SummarizeAsync(IMediator mediator, CancellationToken ct) =>
        mediator.Send(new GetLicenseSummary(), ct);

    private static async Task<IResult> PinAsync(string user, PinBody body, IMediator mediator, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(body.Plan))
            throw WordsOfRequests.Wrong("plan", "plan: the key of a plan is needed.");
        if (!Ids.TryParse<UserId>(user, out var id))
            return Problems.Of(LicenseErrors.UserNotFound);
        if ((await mediator.Send(new PinLicense(id, body.Plan), ct)).Error is { } refusal)
            return Problems.Of(refusal);
        return await mediator.Send(new GetLicense(id), ct) is { } license ? TypedResults.Ok(license) : Problems.Of(LicenseErrors.UserNotFound);
    }

    private static async Task<IResult> UnpinAsync(string user, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<UserId>(user, out var id)
            ? (await mediator.Send(new UnpinLicense(id), ct)).ToHttp()
            : Problems.Of(LicenseErrors.UserNotFound);

    private static async Task<IResult> HistoryAsync(string user, PageRequest page, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<UserId>(user, out var id)
        && await mediator.Send(new GetLicenseHistory(id, page.Key<long>(), page.Limit + 1), ct) is { } lines
            ? TypedResults.Ok(page.Of(lines, line => line.Number))
            : Problems.Of(LicenseErrors.UserNotFound);
}

/// <summary>The plan that a person is given by hand.</summary>
internal sealed record PinBody(string? Plan);
