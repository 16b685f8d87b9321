namespace Scim.Modular.Platform.Modules;

/// <summary>A module's look at its own state every few minutes, for what nobody's call brings to light: that nobody calls, for example.</summary>
public interface IWatcher
{
    /// <summary>
    /// One round, over all organizations in portions. Before each portion it asks <paramref name="keepTurn"/> whether this process is the one
    /// that watches; when it is not, nothing is written. What it tells it tells once also when two processes watch.
    /// </summary>
    Task WatchAsync(Func<CancellationToken, Task<bool>> keepTurn, CancellationToken ct);
}
