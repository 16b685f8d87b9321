using System.Globalization;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>Chance from a seed, and the texts that it deals in.</summary>
internal sealed class Dice(int seed)
{
    private static readonly string[] Pieces =
    [
        "a", "Ann", "jensen", "Ä", "e\u0301", "ß", "İ", "ı", "K", "ﬁ", "中", "😀", "\uFFFD", "\uE000", "%", "_", "[", "]", "\\", "'", "\"", ";--", " ", "*", "{0}", "$1",
        "\n", "\t", "\u200B", "\u202E", "\u0001", "\u007F", "0", "-1", "@x.com", "null", "true", "../", "<b>", "&amp;", "+", "/", "?", "#", "=", ".", ":", "urn:x",
    ];

    private readonly Random _random = new(seed);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public int Below(int limit) => _random.Next(limit);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public T One<T>(IReadOnlyList<T> things) => things[_random.Next(things.Count)];

    /// <summary>One of these, each as likely as its weight says.</summary>
    public T Weighted<T>(params (int Weight, T Thing)[] things)
    {
        var left = _random.Next(things.Sum(thing => thing.Weight));
        foreach (var (weight, thing) in things)
        {
            left -= weight;
            if (left < 0)
                return thing;
        }

        throw new InvalidOperationException("No weight is left.");
    }

    /// <summary>A short text of strange pieces.</summary>
    public string Text() => string.Concat(Enumerable.Range(0, Between(1, 4)).Select(_ => One(Pieces)));

    /// <summary>One of some names, so that some meet.</summary>
    public string Name(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Below(200)}");

    /// <summary>A text that is longer than some limit, seldom than the limit of a whole body.</summary>
    public string Huge() => string.Concat(Enumerable.Repeat(One(Pieces), Weighted((6, 300), (6, 5_000), (1, 70_000), (1, 280_000))));

    public string Number() => One(["0", "-1", "1", "2", "5", "100", "201", "2147483647", "2147483648", "-9223372036854775809", "1e3", "1.5", "99999999999999999999999", "abc", "", "١"]);
}
