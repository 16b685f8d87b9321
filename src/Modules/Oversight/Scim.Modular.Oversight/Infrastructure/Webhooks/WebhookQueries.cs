using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

internal sealed class ListWebhooksHandler(OversightDbContext db, TimeProvider clock) : IQueryHandler<ListWebhooks, IReadOnlyList<WebhookView>>
{
    public async Task<IReadOnlyList<WebhookView>> Handle(ListWebhooks request, CancellationToken cancellationToken)
    {
        var webhooks = db.Webhooks.AsNoTracking();
        if (request.After is { } after)
            webhooks = webhooks.Where(webhook => webhook.Id.CompareTo(after) > 0);
        var found = await webhooks.OrderBy(webhook => webhook.Id).Take(request.Count).ToListAsync(cancellationToken);
        return found.ConvertAll(webhook => WebhookView.Of(webhook, clock.Now()));
    }
}

internal sealed class GetWebhookHandler(OversightDbContext db, TimeProvider clock) : IQueryHandler<GetWebhook, WebhookView?>
{
    public async Task<WebhookView?> Handle(GetWebhook request, CancellationToken cancellationToken) =>
        await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == request.Id, cancellationToken) is { } found
            ? WebhookView.Of(found, clock.Now())
            : null;
}

internal sealed class ListDeliveriesHandler(OversightDbContext db) : IQueryHandler<ListDeliveries, IReadOnlyList<DeliveryView>?>
{
    public async Task<IReadOnlyList<DeliveryView>?> Handle(ListDeliveries request, CancellationToken cancellationToken)
    {
        if (!await db.Webhooks.AnyAsync(webhook => webhook.Id == request.Webhook, cancellationToken))
            return null;
        var messages = db.Messages.AsNoTracking().Where(message => message.WebhookId == request.Webhook);
        if (request.Status is { } status)
            messages = messages.Where(message => message.Status == status);
        if (request.Before is { } before)
            messages = messages.Where(message => message.Id.CompareTo(before) < 0);
        return await db.ShownAsync(messages.OrderByDescending(message => message.Id).Take(request.Count), cancellationToken);
    }
}

internal sealed class GetDeliveryHandler(OversightDbContext db) : IQueryHandler<GetDelivery, DeliveryView?>
{
    public async Task<DeliveryView?> Handle(GetDelivery request, CancellationToken cancellationToken) =>
        (await db.ShownAsync(
            db.Messages.AsNoTracking().Where(message => message.WebhookId == request.Webhook && message.Id == request.Message),
            cancellationToken)).SingleOrDefault();
}

file static class Deliveries
{
    /// <summary>Messages with their tries: two queries, however many they are.</summary>
    public static async Task<IReadOnlyList<DeliveryView>> ShownAsync(
        this OversightDbContext db, IQueryable<WebhookMessage> messages, CancellationToken ct)
    {
        var found = await messages
            .Select(message => new { message.Id, message.Type, message.EventId, message.Status, message.CreatedAt, message.NextAt })
            .ToListAsync(ct);
        var ids = found.ConvertAll(message => message.Id);
        var attempts = (await db.Attempts.AsNoTracking().Where(attempt => ids.Contains(attempt.MessageId))
            .OrderBy(attempt => attempt.Number).ToListAsync(ct)).ToLookup(attempt => attempt.MessageId);
        return found.ConvertAll(message => new DeliveryView(
            message.Id, message.Type, message.EventId, message.Status, message.CreatedAt, message.NextAt,
            [.. attempts[message.Id].Select(one => new AttemptView(one.At, one.DurationMs, one.Status, one.Error, one.Response))]));
    }
}
