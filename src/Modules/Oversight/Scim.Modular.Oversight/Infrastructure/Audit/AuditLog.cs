using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;

namespace Scim.Modular.Oversight.Infrastructure.Audit;

internal sealed class AuditLog(OversightDbContext db) : IAuditLog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<AuditChain> LockAsync(CancellationToken ct)
    {
        if (await db.Chains.ForUpdate().SingleOrDefaultAsync(ct) is { } chain)
            return chain;
        // Two that begin it at once collide in its key, and the second one runs again.
        var begun = AuditChain.Begin(db.CurrentOrganization);
        db.Chains.Add(begun);
        return begun;
    }

    public async Task<IReadOnlySet<Guid>> SealedAsync(IReadOnlyCollection<Guid> events, CancellationToken ct) =>
        (await db.Audit.Where(entry => events.Contains(entry.EventId)).Select(entry => entry.EventId).ToListAsync(ct)).ToHashSet();

    public void Add(AuditEntry entry) => db.Audit.Add(entry);

    public async Task<IReadOnlyList<AuditEntry>> OldestAsync(int most, CancellationToken ct) =>
        await db.Audit.AsNoTracking().OrderBy(entry => entry.Sequence).Take(most).ToListAsync(ct);

    public Task RemoveAsync(long upTo, CancellationToken ct) =>
        db.Audit.Where(entry => entry.Sequence <= upTo).ExecuteDeleteAsync(ct);

    public void Add(Refusal refusal)
    {
        var happened = new RequestRefused(
            Guid.CreateVersion7(refusal.At), 1, refusal.Method, refusal.Route, refusal.Status, refusal.Code, refusal.At);
        db.Events.Add(new EventRow
        {
            Id = happened.RefusalId,
            OrganizationId = refusal.Organization,
            Type = $"{OversightDbContext.Module}.{nameof(RequestRefused)}",
            Stream = $"refusal:{happened.RefusalId:D}",
            Version = happened.Version,
            Payload = JsonSerializer.Serialize(happened, Json),
            At = refusal.At,
            Actor = refusal.Actor,
            RequestId = refusal.RequestId,
        });
    }
}
