namespace Scim.Modular.SharedKernel;

/// <summary>Reads the time as it is stored.</summary>
public static class Clock
{
    /// <summary>
    /// Now, in whole milliseconds: the databases keep different precisions, and what a caller is told at once must equal what a later
    /// read answers.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
