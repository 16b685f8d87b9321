using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Telemetry;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Events;

/// <summary>
/// Delivers one module's events, to each consumer in a loop of its own, so that a slow one keeps nobody waiting. A loop wakes on commit
/// and on a timer, claims a batch, has it handled in transactions of the consumer, and takes it off the queue. After a crash anywhere in
/// between, the inbox tells what was handled.
/// </summary>
internal sealed class Dispatcher(
    Module source, ModuleCatalog modules, Subscriptions subscriptions, IServiceScopeFactory scopes, Delivery delivery, EffectTracker effects,
    DispatchSignals signals, WriteGate gate, IOptions<EventOptions> options, TimeProvider clock, ILogger<Dispatcher> log) : BackgroundService
{
    private readonly DatabaseTarget _target = modules.TargetOf(source);

    /// <summary>Claims and delivers one batch for each consumer; tells how many events it was.</summary>
    public async Task<int> DispatchAsync(CancellationToken ct)
    {
        var dispatched = 0;
        foreach (var consumer in subscriptions.ConsumersOf(source))
            dispatched += await DispatchAsync(consumer, ct);
        return dispatched;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(subscriptions.ConsumersOf(source).Select(consumer => RunAsync(consumer, stoppingToken)));

    private async Task<int> DispatchAsync(string consumer, CancellationToken ct)
    {
        var lease = Guid.CreateVersion7();
        var claimed = await ClaimAsync(consumer, lease, ct);
        if (claimed.Count == 0)
            return 0;

        try
        {
            var groups = claimed.GroupBy(item => item.Row.OrganizationId);
            var degree = new ParallelOptions
            {
                MaxDegreeOfParallelism = _target.Provider == DatabaseProvider.Sqlite ? 1 : 4,
                CancellationToken = ct,
            };
            await Parallel.ForEachAsync(groups, degree, (group, token) =>
                new ValueTask(DeliverAsync(lease, consumer, group.Key, [.. group], token)));
            return claimed.Count;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await OnQueueAsync(queue => queue.ReleaseAsync(lease, CancellationToken.None), CancellationToken.None);
            throw;
        }
    }

    private async Task RunAsync(string consumer, CancellationToken stoppingToken)
    {
        var signal = signals.Of(source.Name, consumer);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await DispatchAsync(consumer, stoppingToken) > 0)
                {
                }

                await signal.WaitAsync(options.Value.Poll, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) // Whatever it is, HTTP goes on and the next round tries again.
            {
                log.LogError(failure, "The dispatcher from {Module} to {Consumer} could not work; it tries again", source.Name, consumer);
                await signal.WaitAsync(options.Value.Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<IReadOnlyList<Claimed>> ClaimAsync(string consumer, Guid lease, CancellationToken ct)
    {
        using var activity = ServiceTelemetry.Start("dispatch.claim", "consumer", consumer);
        var now = clock.Now();
        IReadOnlyList<DeliveryRow> rows = [];
        Dictionary<Guid, EventRow> events = [];
        await OnQueueAsync(
            async queue =>
            {
                rows = await queue.ClaimAsync(consumer, lease, now, now + options.Value.Lease, options.Value.Batch, ct);
            },
            ct);
        if (rows.Count > 0)
        {
            await using var scope = scopes.CreateAsyncScope();
            // By the whole key, which begins with the organization: what is kept for 400 days is not to be searched.
            var organizations = rows.Select(row => row.OrganizationId).Distinct().ToArray();
            var ids = rows.Select(row => row.EventId).Distinct().ToArray();
            events = await Context(scope).Events.IgnoreQueryFilters().AsNoTracking()
                .Where(row => EF.Parameter(organizations).Contains(row.OrganizationId) && EF.Parameter(ids).Contains(row.Id))
                .ToDictionaryAsync(row => row.Id, ct);
        }

        return [.. rows.OrderBy(row => row.EventId).ThenBy(row => row.Version).Select(row => new Claimed(row, events[row.EventId]))];
    }

    private async Task DeliverAsync(
        Guid lease, string consumer, OrganizationId organization, IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        using var activity = ServiceTelemetry.Start("dispatch.handle", "consumer", consumer);
        try
        {
            await delivery.HandleAsync(consumer, organization, batch, ct);
            await CompleteAsync(lease, consumer, batch, ct);
        }
        catch (Exception) when (batch.Count > 1 && !ct.IsCancellationRequested)
        {
            // One of them fails, and takes the others with it: each alone, so that only that one waits.
            foreach (var one in batch)
                await DeliverAsync(lease, consumer, organization, [one], ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            await DeferAsync(lease, batch[0], failure, ct);
        }
    }

    private async Task CompleteAsync(Guid lease, string consumer, IReadOnlyList<Claimed> batch, CancellationToken ct)
    {
        using (ServiceTelemetry.Start("dispatch.complete", "consumer", consumer))
        {
            var ids = batch.Select(item => item.Row.EventId).ToArray();
            await OnQueueAsync(queue => queue.CompleteAsync(lease, ids, consumer, ct), ct);
        }

        ServiceTelemetry.EventsDelivered.Add(batch.Count, new KeyValuePair<string, object?>("consumer", consumer));
        foreach (var item in batch)
            effects.Done(item.Row.RequestId);
    }

    private async Task DeferAsync(Guid lease, Claimed item, Exception failure, CancellationToken ct)
    {
        var attempts = item.Row.Attempts + 1;
        var now = clock.Now();
        var park = attempts >= options.Value.Tries && !DatabaseErrors.IsUnavailable(failure);
        var wait = Math.Min(
            options.Value.Backoff.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 20)), options.Value.BackoffLimit.TotalMilliseconds);
        var jittered = TimeSpan.FromMilliseconds(wait * (0.5 + (Random.Shared.NextDouble() / 2)));
        var error = $"{failure.GetType().Name}: {failure.Message}";
        await OnQueueAsync(
            queue => queue.DeferAsync(lease, item.Row, now + jittered, park ? now : null, error[..Math.Min(error.Length, 2000)], ct), ct);

        if (park)
        {
            ServiceTelemetry.EventsParked.Add(1);
            effects.Done(item.Row.RequestId);
            log.LogError(failure, "{Event} {Id} failed {Attempts} times for {Consumer} and is parked: an administrator can try it again",
                item.Event.Type, item.Event.Id, attempts, item.Row.Consumer);
        }
        else
        {
            ServiceTelemetry.EventsRetried.Add(1);
            log.LogWarning(failure, "{Event} {Id} failed for {Consumer} and is tried again in {Wait}",
                item.Event.Type, item.Event.Id, item.Row.Consumer, jittered);
        }
    }

    private async Task OnQueueAsync(Func<DeliveryQueue, Task> work, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(_target, ct);
        await using var scope = scopes.CreateAsyncScope();
        await work(new DeliveryQueue(Context(scope), _target.Provider));
    }

    private ModuleDbContext Context(AsyncServiceScope scope) => (ModuleDbContext)scope.ServiceProvider.GetRequiredService(source.ContextType);
}

/// <summary>A claimed delivery with its event.</summary>
internal sealed record Claimed(DeliveryRow Row, EventRow Event);
