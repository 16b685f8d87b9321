using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Events;

/// <summary>
/// Handles a batch of one organization's events in one module: the inbox rows, the effects and the events that follow from them are
/// one transaction. A second delivery, also one by a dispatcher that lost its claim, finds the inbox row, or collides with it. What lost
/// a race is handled again at once: another module's events of the same organization may be handled at the same moment.
/// </summary>
internal sealed class Delivery(
    ModuleCatalog modules, IServiceScopeFactory scopes, Subscriptions subscriptions, WriteGate gate, EffectTracker effects,
    DispatchSignals signals, TimeProvider clock)
{
    public async Task HandleAsync(string consumer, OrganizationId organization, IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await HandleOnceAsync(consumer, organization, batch, ct);
                return;
            }
            catch (Exception lost) when (LostRace.MayRunAgain(lost, attempt))
            {
                await LostRace.PauseAsync(attempt, ct);
            }
        }
    }

    private async Task HandleOnceAsync(string consumer, OrganizationId organization, IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        var module = modules.Named(consumer);
        await using var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.Enter(organization);
        var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);

        using var turn = await gate.EnterAsync(modules.TargetOf(module), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = batch.Select(item => item.Event.Id).ToArray();
        var handled = await db.Inbox.Where(row => ids.Contains(row.EventId)).Select(row => row.EventId).ToListAsync(ct);
        foreach (var together in Together(consumer, batch.Where(item => !handled.Contains(item.Event.Id))))
        {
            var last = together[^1].Claimed.Event;
            call.Continue(last.Actor, last.RequestId);
            foreach (var (item, _) in together)
                db.Inbox.Add(new InboxRow { OrganizationId = organization, EventId = item.Event.Id, HandledAt = clock.Now() });
            await subscriptions.ReactAsync(consumer, scope.ServiceProvider, [.. together.Select(one => one.Happened)], ct);
            // Saved before the next event is handled: that one's queries must see it, and what follows from it carries its own cause.
            await db.SaveChangesAsync(ct);
            db.LetGoOfSaved();
        }

        var recorded = db.TakeRecorded();
        effects.Add(recorded);
        using (ServiceTelemetry.Start("dispatch.commit", "consumer", consumer))
        {
            await transaction.CommitAsync(CancellationToken.None);
        }

        if (recorded.Length > 0)
            signals.Wake(consumer);
    }

    // One event at a time, except those that follow each other and are heard by the batch.
    private IEnumerable<List<(Claimed Claimed, IDomainEvent Happened)>> Together(string consumer, IEnumerable<Claimed> batch)
    {
        var together = new List<(Claimed, IDomainEvent Happened)>();
        foreach (var item in batch)
        {
            var happened = subscriptions.Read(item.Event.Type, item.Event.Payload);
            if (together.Count > 0
                && (subscriptions.BatchHandlerOf(consumer, happened) is not { } handler
                    || handler != subscriptions.BatchHandlerOf(consumer, together[^1].Happened)))
            {
                yield return together;
                together = [];
            }

            together.Add((item, happened));
        }

        if (together.Count > 0)
            yield return together;
    }
}
