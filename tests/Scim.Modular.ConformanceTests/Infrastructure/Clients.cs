namespace Scim.Modular.ConformanceTests.Infrastructure;

/// <summary>So many clients at once, each working through its own share in order.</summary>
public static class Clients
{
    public static async Task<T[]> EachAsync<T>(int clients, IEnumerable<Func<Task<T>>> work)
    {
        var waiting = new System.Collections.Concurrent.ConcurrentQueue<Func<Task<T>>>(work);
        var done = new System.Collections.Concurrent.ConcurrentBag<T>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            await Task.Yield();
            while (waiting.TryDequeue(out var next))
                done.Add(await next());
        }));
        return [.. done];
    }
}
