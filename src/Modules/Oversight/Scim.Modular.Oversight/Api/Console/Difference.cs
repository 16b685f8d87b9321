using System.Text.Json.Nodes;

namespace Scim.Modular.Oversight.Api.Console;

/// <summary>Says two versions of something as a list of what differs between them.</summary>
internal static class Difference
{
    private const int MostLines = 200;

    /// <summary>What differs, by path; without a version before, all that is said now.</summary>
    public static IReadOnlyList<DifferentValue> Of(JsonNode? before, JsonNode? after)
    {
        var (old, now) = (Flat(before), Flat(after));
        return
        [
            .. now.Keys.Union(old.Keys).Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).Take(MostLines)
                .Select(path => new DifferentValue(path, old.GetValueOrDefault(path), now.GetValueOrDefault(path))),
        ];
    }

    private static Dictionary<string, string> Flat(JsonNode? node)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(values, "", node);
        return values;
    }

    private static void Add(Dictionary<string, string> values, string path, JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
                Add(values, path.Length == 0 ? name : $"{path}.{name}", value);
        }
        else if (node is not null)
        {
            values[path] = node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node.ToJsonString();
        }
    }
}

/// <summary>A value that differs.</summary>
/// <param name="Path">Where.</param>
/// <param name="Before">As it was; null: not said.</param>
/// <param name="After">As it is; null: not said.</param>
internal sealed record DifferentValue(string Path, string? Before, string? After);
