using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Application.Notices;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Oversight.Api.Admin;

internal static class AuditEndpoints
{
    // A chain of millions of entries takes longer to compute than any other answer.
    private static readonly TimeSpan LongAnswer = TimeSpan.FromMinutes(10);

    /// <summary>What concerns the installation: its keys and administrators, who signed in, and what was refused.</summary>
    public static void MapInstallationAudit(this IEndpointRouteBuilder routes) => routes.MapAdmin().MapChain("InstallationAudit");

    public static void MapAudit(this IEndpointRouteBuilder organization)
    {
        organization.MapChain("Audit");
        organization.MapGet("/notices", ListNoticesAsync).WithTags("Audit").WithName("ListNotices")
            .WithSummary("What an administrator should look at, the newest first.")
            .Produces<Page<NoticeView>>().ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static void MapChain(this IEndpointRouteBuilder place, string name)
    {
        var audit = place.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("", ListAsync).WithName($"List{name}")
            .WithSummary("What was changed, by whom, the newest first: by administrators, identity providers and the service.")
            .WithDescription(
                "Entries are appended a moment after the change and hash-chained: hash = SHA-256(hash before ‖ entry). action is an event such "
                + "as licensing.PlanChanged, or refused for a change that was answered with 4xx; as a filter it may end in *. actor and target "
                + "are matched as a whole; since is the first time that is shown and until the first that is not.")
            .Produces<Page<AuditView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        audit.MapGet("/verify", VerifyAsync).WithName($"Verify{name}")
            .WithSummary("Computes the whole chain anew and says whether every entry is as it was sealed.")
            .WithDescription(
                "Compare head with one that was noted outside of the database: the service logs the heads of all organizations once an hour.")
            .Produces<AuditVerification>().WithRequestTimeout(LongAnswer);
    }

    private static async Task<Page<AuditView>> ListAsync(
        PageRequest page, string? actor, string? action, string? target, DateTimeOffset? since, DateTimeOffset? until, IMediator mediator,
        CancellationToken ct)
    {
        var query = new ListAudit(Given(actor), Given(action), Given(target), since, until, page.Key<long>(), page.Limit + 1);
        return page.Of(await mediator.Send(query, ct), entry => entry.Sequence);
    }

    private static Task<AuditVerification> VerifyAsync(IMediator mediator, CancellationToken ct) => mediator.Send(new VerifyAudit(), ct);

    private static async Task<Page<NoticeView>> ListNoticesAsync(PageRequest page, IMediator mediator, CancellationToken ct) =>
        page.Of(await mediator.Send(new ListNotices(page.Key<long>(), page.Limit + 1), ct), notice => notice.Sequence);

    // A database refuses what no name of ours holds.
    public static string? Given(string? text) => text is null or "" ? null
        : text.Any(char.IsControl) || text.Any(char.IsSurrogate) ? throw new BadHttpRequestException("A filter holds characters that no entry has.")
        : text;
}
