using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Licensing.Application.Seats;
using Scim.Modular.Licensing.Domain.Seats;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Licensing.Api.Admin;

/// <summary>Licenses: who holds a seat and who waits for one.</summary>
internal static class LicenseEndpoints
{
    private const int LongestSearch = 256;

    public static void MapLicenses(this IEndpointRouteBuilder organization)
    {
        var licenses = organization.MapGroup("/licenses").WithTags("Licenses");
        licenses.MapGet("", ListAsync).WithName("ListLicenses").WithSummary("Lists people with their seats and places in line")
            .WithDescription(
                "status is assigned, waitlisted or released; plan is a key; q looks for a part of a user name, display name or e-mail address. "
                + "waitlistPosition counts from 1 within the plan's line.")
            .Produces<Page<LicenseView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        licenses.MapGet("/summary", SummarizeAsync).WithName("GetLicenseSummary").WithSummary("Adds up the seats of all plans")
            .WithDescription("seats and available are null when a plan is unlimited.")
            .Produces<LicenseSummary>();
    }

    private static async Task<Page<LicenseView>> ListAsync(
        string? status, string? plan, string? q, PageRequest page, IMediator mediator, CancellationToken ct)
    {
        if (q is { Length: > LongestSearch } || plan?.Contains('\0') == true || q?.Contains('\0') == true)
            throw WordsOfRequests.Wrong("q", $"q: at most {LongestSearch} characters are possible, none of them NUL.");
        var query = new ListLicenses(
            string.IsNullOrEmpty(status) ? null : WordsOfRequests.Read<SeatStatus>("status", status),
            string.IsNullOrEmpty(plan) ? null : plan, q, page.Key<Guid>(), page.Limit + 1);
        return page.Of(await mediator.Send(query, ct), license => license.UserId);
    }

    private static Task<LicenseSummary> SummarizeAsync(IMediator mediator, CancellationToken ct) =>
        mediator.Send(new GetLicenseSummary(), ct);
}
