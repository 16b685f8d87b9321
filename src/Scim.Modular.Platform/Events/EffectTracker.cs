using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Platform.Events;

/// <summary>
/// Lets a response wait for what its request caused, cascades included. What this process delivers is counted in memory; what another
/// process took over is looked up in the queue, seldom.
/// </summary>
internal sealed class EffectTracker(
    IServiceScopeFactory scopes, ModuleCatalog modules, IOptions<EventOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LookUpAfter = TimeSpan.FromMilliseconds(150);
    private readonly ConcurrentDictionary<Guid, Pending> _requests = new();

    /// <summary>Begins to count, before the commit: a dispatcher may be faster than the thread that committed. Null: nobody hears.</summary>
    public Wait? Expect(KeyValuePair<Guid, int>[] recorded)
    {
        if (recorded.Length == 0)
            return null;
        // A command runs for one request, so there is one entry.
        var (request, count) = recorded[0];
        var pending = _requests.GetOrAdd(request, _ => new Pending());
        pending.Add(count);
        return new Wait(this, request, pending);
    }

    /// <summary>A handler's transaction recorded further events of these requests.</summary>
    public void Add(IEnumerable<KeyValuePair<Guid, int>> recorded)
    {
        foreach (var (request, count) in recorded)
        {
            if (_requests.TryGetValue(request, out var pending))
                pending.Add(count);
        }
    }

    /// <summary>A delivery of this request is done, or parked.</summary>
    public void Done(Guid request)
    {
        if (_requests.TryGetValue(request, out var pending))
            pending.Add(-1);
    }

    private async Task<bool> AnyLeftAsync(Guid request, CancellationToken ct)
    {
        foreach (var module in modules.All)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            if (await db.Deliveries.IgnoreQueryFilters().AnyAsync(row => row.RequestId == request && row.ParkedAt == null, ct))
                return true;
        }

        return false;
    }

    /// <summary>One response that waits.</summary>
    public sealed class Wait(EffectTracker tracker, Guid request, Pending pending) : IDisposable
    {
        public async Task SettledAsync(CancellationToken ct)
        {
            var started = tracker.Clock.GetTimestamp();
            var bound = tracker.Bound;
            while (tracker.Clock.GetElapsedTime(started) is var waited && waited < bound)
            {
                var left = bound - waited;
                if (await pending.ReachesZeroAsync(left < LookUpAfter ? left : LookUpAfter, tracker.Clock, ct)
                    || !await tracker.AnyLeftAsync(request, ct))
                {
                    return;
                }
            }
        }

        public void Dispose() => tracker._requests.TryRemove(request, out _);
    }

    private TimeSpan Bound => options.Value.AwaitEffects;

    private TimeProvider Clock => clock;

    /// <summary>How many deliveries of a request this process still expects.</summary>
    public sealed class Pending
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public void Add(int change)
        {
            lock (_lock)
            {
                _count += change;
                if (_count <= 0)
                    _settled.TrySetResult();
            }
        }

        public async Task<bool> ReachesZeroAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
        {
            try
            {
                await _settled.Task.WaitAsync(atMost, clock, ct);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }
    }
}
