using System.Globalization;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Licensing.Application.Usage;
using Scim.Modular.Licensing.Domain.Usage;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>Usage over time.</summary>
internal static class UsageEndpoints
{
    private const int RowsAtATime = 1000;
    private static readonly TimeSpan UsualSpan = TimeSpan.FromDays(7);
    private static readonly string[] Head = ["at", "plan", "used", "waitlisted", "seats", "peak"];

    public static void MapUsage(this IEndpointRouteBuilder organization)
    {
        var usage = organization.MapGroup("/licenses/usage").WithTags("Licenses");
        usage.MapGet("", ListAsync).WithName("GetLicenseUsage").WithSummary("Shows how plans were used, by hours or days")
            .WithDescription(
                "from and to are times; the last seven days when left out. step is hour (when left out) or day. A point says how its hour or day "
                + "ended, and the most seats that were used in it. Hours are kept for 400 days.")
            .Produces<Page<UsagePoint>>().ProducesProblem(StatusCodes.Status400BadRequest);
        usage.MapGet("/months", MonthsAsync).WithName("GetMonthlyLicenseUsage").WithSummary("Shows peaks and seat-days of each plan and month")
            .WithDescription("The current month counts up to now. Months of the last 400 days are known.")
            .Produces<Page<UsageMonth>>();
        usage.MapGet("/export", Export).WithName("ExportLicenseUsage").WithSummary("Lists the points as a table")
            .WithDescription("from, to and step as above.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv").ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Page<UsagePoint>> ListAsync(
        DateTimeOffset? from, DateTimeOffset? to, string? step, PageRequest page, IMediator mediator, TimeProvider clock, CancellationToken ct)
    {
        var query = QueryOf(from, to, step, clock) with { After = PlaceOf(page.After), Most = page.Limit + 1 };
        return page.Of(await mediator.Send(query, ct), point => string.Create(CultureInfo.InvariantCulture, $"{point.At:O}|{point.Plan}"));
    }

    private static async Task<Page<UsageMonth>> MonthsAsync(IMediator mediator, CancellationToken ct) =>
        new(await mediator.Send(new GetMonthlyUsage(), ct), null);

    private static IResult Export(
        DateTimeOffset? from, DateTimeOffset? to, string? step, IMediator mediator, TimeProvider clock, CancellationToken ct)
    {
        var query = QueryOf(from, to, step, clock);
        return Csv.Stream("license-usage.csv", Head, RowsAsync);

        async IAsyncEnumerable<object?[]> RowsAsync()
        {
            for (UsagePlace? after = null; ;)
            {
                var points = await mediator.Send(query with { After = after }, ct);
                foreach (var point in points)
                    yield return [point.At, point.Plan, point.Used, point.Waitlisted, point.Seats, point.Peak];
                if (points.Count < RowsAtATime)
                    yield break;
                after = new UsagePlace(points[^1].At, points[^1].Plan);
            }
        }
    }

    private static GetUsage QueryOf(DateTimeOffset? from, DateTimeOffset? to, string? step, TimeProvider clock)
    {
        var end = to?.ToUniversalTime() ?? clock.Now();
        var begin = from?.ToUniversalTime() ?? (end - DateTimeOffset.UnixEpoch > UsualSpan ? end - UsualSpan : DateTimeOffset.UnixEpoch);
        if (begin >= end)
            throw WordsOfRequests.Wrong("from", "from: a time before to is needed.");
        var oldest = clock.Now() - UsageHour.Retention;
        return new GetUsage(
            begin > oldest ? begin : oldest, end,
            string.IsNullOrEmpty(step) ? UsageStep.Hour : WordsOfRequests.Read<UsageStep>("step", step), After: null, RowsAtATime);
    }

    private static UsagePlace? PlaceOf(string? cursor)
    {
        if (cursor is null)
            return null;
        return cursor.Split('|', 2) is [var at, var plan]
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time.Year is >= 1970 and < 9000 && time.Offset == TimeSpan.Zero && !plan.Any(char.IsControl)
                ? new UsagePlace(time, plan)
                : throw WordsOfRequests.Wrong("cursor", "cursor: it belongs to another list.");
    }
}
