namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>Ids that are known by now, by the kind of thing they are of.</summary>
internal sealed class Pools
{
    private const int Most = 40;
    private readonly Dictionary<string, List<string>> _ids = new(StringComparer.Ordinal);
    private readonly Lock _guard = new();

    public void Add(string kind, string id)
    {
        lock (_guard)
        {
            if (!_ids.TryGetValue(kind, out var known))
                _ids[kind] = known = [];
            if (known.Count == Most)
                known.RemoveAt(0);
            known.Add(id);
        }
    }

    public string? Any(string kind, Dice dice)
    {
        lock (_guard)
            return _ids.TryGetValue(kind, out var known) ? dice.One(known) : null;
    }

    /// <summary>Mostly a known id; else one of another kind, one of nobody, or no id at all.</summary>
    public string Mostly(string kind, Dice dice) => dice.Weighted(
        (85, () => Any(kind, dice) ?? Guid.CreateVersion7().ToString()),
        (3, () => Any("other " + kind, dice) ?? Guid.CreateVersion7().ToString()),
        (3, () => Any(dice.One(["user", "group", "team", "directory"]), dice) ?? "x"),
        (3, () => (Any(kind, dice) ?? "abcdef").ToUpperInvariant()),
        (3, () => Guid.CreateVersion7().ToString()),
        (3, () => dice.One(["0", "null", "not-an-id", "{}", "a b", "*", ".search", "é😀", "'", new string('a', 3000)])))();
}
