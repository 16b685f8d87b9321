using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

internal sealed class DueMessagesRepository(OversightDbContext db) : IDueMessagesRepository
{
    public async Task<IReadOnlyList<DueMessage>> FindAsync(
        IReadOnlyCollection<WebhookId> without, DateTimeOffset now, int most, CancellationToken ct)
    {
        var due = db.Messages.IgnoreQueryFilters().Where(message => message.NextAt != null && message.NextAt <= now);
        if (without.Count > 0)
            due = due.Where(message => !without.Contains(message.WebhookId));
        return await due.OrderBy(message => message.NextAt).Take(most)
            .Select(message => new DueMessage(message.OrganizationId, message.WebhookId, message.Id)).ToListAsync(ct);
    }

    public Task ClaimAsync(
        IReadOnlyCollection<DueMessage> messages, Guid lease, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        var organizations = messages.Select(message => message.Organization).Distinct().ToArray();
        var ids = messages.Select(message => message.Message).ToArray();
        // Whoever comes second waits for the first, and finds its claim.
        return db.Messages.IgnoreQueryFilters()
            .Where(message => organizations.Contains(message.OrganizationId) && ids.Contains(message.Id)
                && message.NextAt != null && message.NextAt <= now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(message => message.NextAt, until).SetProperty(message => message.Lease, lease), ct);
    }

    public Task GiveBackAsync(Guid lease, DateTimeOffset now, CancellationToken ct) =>
        db.Messages.IgnoreQueryFilters().Where(message => message.NextAt != null && message.Lease == lease).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.NextAt, now).SetProperty(message => message.Lease, (Guid?)null), ct);

    public async Task<int> RemoveBeforeAsync(DateTimeOffset time, int most, CancellationToken ct)
    {
        var old = await db.Messages.IgnoreQueryFilters().Where(message => message.CreatedAt < time && message.NextAt == null)
            .OrderBy(message => message.CreatedAt).Select(message => new { message.OrganizationId, message.Id }).Take(most).ToListAsync(ct);
        var (organizations, ids) = (old.Select(row => row.OrganizationId).Distinct().ToArray(), old.Select(row => row.Id).ToArray());
        return await db.Messages.IgnoreQueryFilters()
            .Where(message => organizations.Contains(message.OrganizationId) && ids.Contains(message.Id)).ExecuteDeleteAsync(ct);
    }
}
