using System.Collections.Concurrent;

namespace Scim.Modular.Platform.Events;

/// <summary>Wakes the dispatchers of a module when this process has committed events of it: each of its consumers has a signal of its own.</summary>
internal sealed class DispatchSignals
{
    private readonly ConcurrentDictionary<(string Module, string Consumer), DispatchSignal> _signals = new();

    /// <summary>Set by every commit, whichever module's events it brought.</summary>
    public DispatchSignal Any { get; } = new();

    public DispatchSignal Of(string module, string consumer) => _signals.GetOrAdd((module, consumer), _ => new DispatchSignal());

    public void Wake(string module)
    {
        Any.Set();
        foreach (var (key, signal) in _signals)
        {
            if (key.Module == module)
                signal.Set();
        }
    }
}

internal sealed class DispatchSignal
{
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set() => Volatile.Read(ref _set).TrySetResult();

    /// <summary>Waits until it is set, or the time is over. What is set while nobody waits is kept. For one waiter.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken ct)
    {
        var waiting = Volatile.Read(ref _set);
        try
        {
            await waiting.Task.WaitAsync(atMost, clock, ct);
        }
        catch (TimeoutException)
        {
            return;
        }

        // A new one before the work is looked for: a commit after this line wakes the next round.
        Interlocked.CompareExchange(ref _set, new(TaskCreationOptions.RunContinuationsAsynchronously), waiting);
    }
}
