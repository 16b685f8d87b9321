using System.Globalization;

namespace Scim.Modular.Licensing.Domain.Directories;

/// <summary>How many left in each of the last hour's five minutes. It is stored as text: the newest slot's number, then the counts.</summary>
internal sealed record RemovalWindow(string Text)
{
    private const int Slots = 12;
    private const int SecondsOfSlot = 300;

    public static RemovalWindow Empty { get; } = new("");

    /// <summary>How many left in the hour that ends with the newest slot.</summary>
    public int Total => Read().Counts.Sum();

    /// <summary>The newest slot is the one of this time.</summary>
    public bool Covers(DateTimeOffset now) => Text.Length > 0 && Read().Newest == SlotOf(now);

    public RemovalWindow Add(DateTimeOffset now)
    {
        var (newest, counts) = Read();
        // A clock that went back counts to the newest slot.
        var slot = Math.Max(SlotOf(now), newest);
        var passed = (int)Math.Min(slot - newest, Slots);
        counts = [.. Enumerable.Repeat(0, passed), .. counts.Take(Slots - passed)];
        counts[0]++;
        return new(string.Create(CultureInfo.InvariantCulture, $"{slot}:{string.Join(',', counts)}"));
    }

    private static long SlotOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / SecondsOfSlot;

    private (long Newest, int[] Counts) Read()
    {
        if (Text.Length == 0)
            return (0, []);
        var parts = Text.Split(':');
        return (
            long.Parse(parts[0], CultureInfo.InvariantCulture),
            [.. parts[1].Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))]);
    }
}
