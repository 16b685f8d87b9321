using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Notices;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Notices;

internal sealed class ListNoticesHandler(OversightDbContext db) : IQueryHandler<ListNotices, IReadOnlyList<NoticeView>>
{
    public async Task<IReadOnlyList<NoticeView>> Handle(ListNotices request, CancellationToken cancellationToken)
    {
        var kinds = EventCatalogue.Notices;
        var entries = db.Audit.AsNoTracking().Where(entry => kinds.Contains(entry.Action));
        if (request.Before is { } before)
            entries = entries.Where(entry => entry.Sequence < before);
        var found = await entries.OrderByDescending(entry => entry.Sequence).Take(request.Count).ToListAsync(cancellationToken);
        return found.ConvertAll(entry =>
        {
            var data = entry.After is null ? null : JsonNode.Parse(entry.After);
            var (kind, text) = NoticeText.Of(entry.Action, data);
            return new NoticeView(entry.EventId, entry.At, kind, text, data, entry.Sequence);
        });
    }
}
