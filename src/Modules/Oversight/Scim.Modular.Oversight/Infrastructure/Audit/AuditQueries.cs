using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Audit;

internal sealed class ListAuditHandler(OversightDbContext db) : IQueryHandler<ListAudit, IReadOnlyList<AuditView>>
{
    public async Task<IReadOnlyList<AuditView>> Handle(ListAudit request, CancellationToken cancellationToken)
    {
        var entries = db.Audit.AsNoTracking();
        if (request.Before is { } before)
            entries = entries.Where(entry => entry.Sequence < before);
        if (request.Actor is { } actor)
            entries = entries.Where(entry => entry.Actor == actor);
        if (request.Target is { } target)
            entries = entries.Where(entry => entry.Target == target);
        if (request.Action is { } action)
        {
            var prefix = action.EndsWith('*') ? action[..^1] : null;
            entries = prefix is null
                ? entries.Where(entry => entry.Action == action)
                : entries.Where(entry => entry.Action.StartsWith(prefix));
        }

        if (request.Since?.ToUniversalTime() is { } since)
            entries = entries.Where(entry => entry.At >= since);
        if (request.Until?.ToUniversalTime() is { } until)
            entries = entries.Where(entry => entry.At < until);
        var found = await entries.OrderByDescending(entry => entry.Sequence).Take(request.Count).ToListAsync(cancellationToken);
        return found.ConvertAll(entry => new AuditView(
            entry.Sequence, entry.At, entry.Actor, entry.Action, entry.Target, Json(entry.Before), Json(entry.After),
            Convert.ToHexStringLower(entry.Hash), entry.RequestId));
    }

    private static JsonNode? Json(string? text) => text is null ? null : JsonNode.Parse(text);
}

internal sealed class VerifyAuditHandler(OversightDbContext db) : IQueryHandler<VerifyAudit, AuditVerification>
{
    private const int Tries = 3;

    public async Task<AuditVerification> Handle(VerifyAudit request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var head = await HeadAsync(cancellationToken);
            var verified = await VerifyAsync(head, cancellationToken);
            // Old entries that were removed while these were read are not missing.
            if (verified.Valid || attempt == Tries || (await HeadAsync(cancellationToken)).AnchorSequence == head.AnchorSequence)
                return verified;
        }
    }

    private async Task<AuditChain> HeadAsync(CancellationToken ct) =>
        await db.Chains.AsNoTracking().SingleOrDefaultAsync(ct) ?? AuditChain.Begin(db.CurrentOrganization);

    private async Task<AuditVerification> VerifyAsync(AuditChain head, CancellationToken ct)
    {
        var (sequence, hash) = (head.AnchorSequence, head.AnchorHash);
        long entries = 0;
        var shown = new AuditHead(head.Sequence, Convert.ToHexStringLower(head.Hash));
        // What is appended meanwhile is not looked at.
        var chain = db.Audit.AsNoTracking().Where(entry => entry.Sequence <= head.Sequence).OrderBy(entry => entry.Sequence);
        await foreach (var entry in chain.AsAsyncEnumerable().WithCancellation(ct))
        {
            entries++;
            if (entry.Sequence != sequence + 1 || !entry.Hash.AsSpan().SequenceEqual(entry.HashAfter(hash)))
                return new AuditVerification(false, entries, shown, Math.Min(sequence + 1, entry.Sequence));
            (sequence, hash) = (entry.Sequence, entry.Hash);
        }

        var isWhole = sequence == head.Sequence && hash.AsSpan().SequenceEqual(head.Hash);
        return new AuditVerification(isWhole, entries, shown, isWhole ? null : Math.Min(sequence + 1, head.Sequence));
    }
}
