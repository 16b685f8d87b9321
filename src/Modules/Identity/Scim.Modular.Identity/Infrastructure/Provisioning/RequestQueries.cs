using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Provisioning;

internal sealed class ListRequestsHandler(IdentityDbContext db, EventLog events) : IQueryHandler<ListRequests, Page<RequestView>?>
{
    // A user's history further back than this is not searched for the calls that made it.
    private const int MostEvents = 1000;

    public async Task<Page<RequestView>?> Handle(ListRequests query, CancellationToken ct)
    {
        if (!await db.Directories.AnyAsync(row => row.Id == query.Directory, ct))
            return null;

        var rows = await MatchingAsync(query, ct);
        var (page, after) = (query.Page, Position.Of(query.Page.After));
        if (after is not null)
        {
            var (at, id) = (after.At, after.Id);
            rows = rows.Where(row => row.At <= at && (row.At < at || row.Id.CompareTo(id) < 0));
        }

        // Without the bodies: a page of them could be megabytes.
        var found = await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(page.Limit + 1)
            .Select(row => new
            {
                row.Id, row.At, row.Method, row.Path, row.Status, row.DurationMs, row.UserAgent, row.Summary, row.ResourceId, row.Notes,
            })
            .ToListAsync(ct);
        var effects = await events.OfRequestsAsync([.. found.Take(page.Limit).Select(row => row.Id)], ct);
        return page.Of<RequestView>(
            [.. found.Select(row => new RequestView(
                row.Id, row.At, row.Method, row.Path, row.Status, row.DurationMs, row.UserAgent, row.Summary, row.ResourceId,
                Notes.Read(row.Notes), [.. effects[row.Id]]))],
            row => new Position(row.At, row.Id).ToString());
    }

    private async Task<IQueryable<ProvisioningRequest>> MatchingAsync(ListRequests query, CancellationToken ct)
    {
        var rows = db.Requests.Where(row => row.DirectoryId == query.Directory);
        if (query.Status is { From: var from, To: var to })
            rows = rows.Where(row => row.Status >= from && row.Status <= to);
        if (query.Since is { } since)
            rows = rows.Where(row => row.At >= since);
        if (query.Until is { } until)
            rows = rows.Where(row => row.At < until);
        if (query.User is { } user)
        {
            var causes = (await events.OfPersonAsync(user, MostEvents, ct)).Select(effect => effect.RequestId).Distinct().ToArray();
            rows = rows.Where(row => row.ResourceId == user || causes.Contains(row.Id));
        }

        return rows;
    }

    /// <summary>Where a page ended: a time, and an id for those of the same time.</summary>
    private sealed record Position(DateTimeOffset At, Guid Id)
    {
        public static Position? Of(string? text)
        {
            if (text is null)
                return null;
            return text.Split(':') is [var ticks, var id]
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks
                && Guid.TryParseExact(id, "D", out var guid)
                ? new(new DateTimeOffset(at, TimeSpan.Zero), guid)
                : throw new BadHttpRequestException("cursor: it belongs to another list.");
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}:{Id:D}");
    }
}

internal sealed class GetRequestHandler(IdentityDbContext db, EventLog events) : IQueryHandler<GetRequest, RequestDetail?>
{
    public async Task<RequestDetail?> Handle(GetRequest query, CancellationToken ct)
    {
        if (await db.Requests.AsNoTracking().SingleOrDefaultAsync(row => row.DirectoryId == query.Directory && row.Id == query.Id, ct) is not { } found)
            return null;
        var effects = await events.OfRequestsAsync([found.Id], ct);
        return new(
            found.Id, found.At, found.Method, found.Path, found.Status, found.DurationMs, found.UserAgent, found.Summary, found.ResourceId,
            Notes.Read(found.Notes), [.. effects[found.Id]], found.RequestBody, found.ResponseBody);
    }
}

internal sealed class GetAnswerBeforeHandler(IdentityDbContext db) : IQueryHandler<GetAnswerBefore, string?>
{
    public Task<string?> Handle(GetAnswerBefore query, CancellationToken ct) =>
        db.Requests
            .Where(row => row.DirectoryId == query.Directory && row.ResourceId == query.Resource && row.At <= query.At && row.Id != query.Request
                && row.Status < 300 && row.ResponseBody != null)
            .OrderByDescending(row => row.At).Select(row => row.ResponseBody).FirstOrDefaultAsync(ct);
}

/// <summary>The notes of a call, kept as a JSON array.</summary>
internal static class Notes
{
    public static IReadOnlyList<string> Read(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json) ?? [];
}
