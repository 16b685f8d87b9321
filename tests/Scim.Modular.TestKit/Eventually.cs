using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Scim.Modular.TestKit;

/// <summary>Waiting is asking again until a condition holds or a deadline has passed; nothing waits for a fixed time.</summary>
public static class Eventually
{
    /// <summary>Generous on purpose: it bounds a failure, it does not measure a speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    public static async Task Async(
        Func<Task<bool>> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var asked = Stopwatch.StartNew();
        for (var pause = FirstPause; !await condition(); pause = Longer(pause))
        {
            if (asked.Elapsed > (within ?? Patience))
                throw new TimeoutException($"Not within {within ?? Patience}: {what}");
            await Task.Delay(pause);
        }
    }

    /// <summary>Asks until the answer is the expected one; the failure says what it was instead.</summary>
    public static async Task EqualAsync<T>(
        T expected, Func<Task<T>> actual, TimeSpan? within = null, [CallerArgumentExpression(nameof(actual))] string what = "", TimeSpan? every = null)
    {
        var asked = Stopwatch.StartNew();
        for (var pause = every ?? FirstPause; ; pause = every ?? Longer(pause))
        {
            var last = await actual();
            if (EqualityComparer<T>.Default.Equals(expected, last))
                return;
            if (asked.Elapsed > (within ?? Patience))
                throw new TimeoutException($"Not within {within ?? Patience}: {what}\nexpected: {expected}\nbut is:   {last}");
            await Task.Delay(pause);
        }
    }

    // Who asks again at once takes the processor from what is waited for.
    private static TimeSpan Longer(TimeSpan pause) => pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
}
