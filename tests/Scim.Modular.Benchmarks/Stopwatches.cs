using System.Diagnostics;

namespace Scim.Modular.Benchmarks;

/// <summary>Times of single calls. What is compared is measured by turns, so that a busy moment of the machine meets both.</summary>
internal static class Stopwatches
{
    public static async Task<(double First, double Second)> CompareAsync(int rounds, Func<int, Task> first, Func<int, Task> second)
    {
        // The first calls pay for compilation and empty caches, and are not counted.
        var (firsts, seconds) = (new List<double>(rounds), new List<double>(rounds));
        for (var round = -Math.Max(1, rounds * 2 / 3); round < rounds; round++)
        {
            var (one, other) = (await TimeAsync(() => first(round + rounds)), await TimeAsync(() => second(round + rounds)));
            if (round < 0)
                continue;
            firsts.Add(one);
            seconds.Add(other);
        }

        return (Median(firsts), Median(seconds));
    }

    public static async Task<double> TimeAsync(Func<Task> call)
    {
        var started = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public static double Median(IEnumerable<double> times)
    {
        var ordered = times.Order().ToArray();
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
