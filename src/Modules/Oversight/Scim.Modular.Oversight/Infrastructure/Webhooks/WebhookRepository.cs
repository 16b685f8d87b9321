using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

internal sealed class WebhookRepository(OversightDbContext db) : IWebhookRepository
{
    public Task<WebhookEndpoint?> FindAsync(WebhookId id, CancellationToken ct) =>
        db.Webhooks.SingleOrDefaultAsync(webhook => webhook.Id == id, ct);

    public async Task<IReadOnlyList<WebhookEndpoint>> ActiveAsync(CancellationToken ct) =>
        await db.Webhooks.AsNoTracking().Where(webhook => webhook.Status == WebhookEndpoint.Active).ToListAsync(ct);

    public async Task<IReadOnlyList<int>> SlotsAsync(CancellationToken ct) =>
        await db.Webhooks.Select(webhook => webhook.Slot).ToListAsync(ct);

    public void Add(WebhookEndpoint webhook) => db.Webhooks.Add(webhook);

    public void Remove(WebhookEndpoint webhook) => db.Webhooks.Remove(webhook);

    public void Add(WebhookMessage message) => db.Messages.Add(message);

    public void Add(WebhookAttempt attempt) => db.Attempts.Add(attempt);

    public Task<WebhookMessage?> FindAsync(WebhookId webhook, MessageId message, CancellationToken ct) =>
        db.Messages.ForUpdate().SingleOrDefaultAsync(one => one.Id == message && one.WebhookId == webhook, ct);

    public Task<WebhookMessage?> ClaimedAsync(MessageId message, Guid lease, CancellationToken ct) =>
        db.Messages.ForUpdate().SingleOrDefaultAsync(one => one.Id == message && one.Lease == lease, ct);

    public Task StopAsync(WebhookId webhook, CancellationToken ct) =>
        db.Messages.Where(message => message.WebhookId == webhook && message.NextAt != null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(message => message.Status, MessageStatus.Failed)
                    .SetProperty(message => message.NextAt, (DateTimeOffset?)null)
                    .SetProperty(message => message.Lease, (Guid?)null),
                ct);

    public Task ForgetOrganizationAsync(CancellationToken ct) => db.Webhooks.ExecuteDeleteAsync(ct);
}
