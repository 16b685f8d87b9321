using System.Collections.Concurrent;

namespace Scim.Modular.Identity.Infrastructure.Operators;

/// <summary>
/// Remembers what was found for two seconds: as long as a revocation on another process may go unnoticed here. What was not found is
/// asked for again each time, so that a new credential works at once. It never holds more than it must.
/// </summary>
internal sealed class ShortMemory<T>(TimeProvider clock) where T : class
{
    private const int Most = 10_000;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (T Value, long Since)> _known = new(StringComparer.Ordinal);
    private long _generation;

    public async ValueTask<T?> FindAsync(string key, Func<Task<T?>> read)
    {
        if (_known.TryGetValue(key, out var known) && clock.GetElapsedTime(known.Since) < Life)
            return known.Value;

        var (generation, since) = (Volatile.Read(ref _generation), clock.GetTimestamp());
        if (await read() is not { } value)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        // What was read before somebody had it forgotten is not remembered after it.
        if (generation == Volatile.Read(ref _generation))
        {
            if (_known.Count >= Most)
                _known.Clear();
            _known[key] = (value, since);
            if (generation != Volatile.Read(ref _generation))
                _known.TryRemove(key, out _);
        }

        return value;
    }

    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
    }
}
