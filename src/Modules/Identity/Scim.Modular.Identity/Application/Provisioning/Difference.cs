using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>What differs between two states of a resource.</summary>
internal static class Difference
{
    /// <summary>One attribute that differs; null: it is not there.</summary>
    internal sealed record Line(string Path, string? Before, string? After);

    /// <summary>The attributes that differ, in the order of their paths; null when one of the bodies can't be read.</summary>
    public static IReadOnlyList<Line>? Of(string? before, string? after)
    {
        if (Read(before) is not { } old || Read(after) is not { } now)
            return null;
        var (was, isNow) = (Flat(old), Flat(now));
        return
        [
            .. was.Keys.Union(isNow.Keys, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
                .Select(path => new Line(path, was.GetValueOrDefault(path), isNow.GetValueOrDefault(path)))
                .Where(line => line.Before != line.After),
        ];
    }

    private static JsonObject? Read(string? body)
    {
        try
        {
            return body is null ? null : JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            // Cut to what the log keeps.
            return null;
        }
    }

    private static Dictionary<string, string> Flat(JsonObject resource)
    {
        var flat = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in resource)
        {
            // When and in which version is on every answer.
            if (name is not ("meta" or "schemas"))
                Add(flat, name, value);
        }

        return flat;
    }

    private static void Add(Dictionary<string, string> flat, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject complex:
                foreach (var (name, value) in complex)
                {
                    // An address follows from the id beside it.
                    if (name != "$ref")
                        Add(flat, $"{path}.{name}", value);
                }

                break;
            case JsonArray many:
                for (var index = 0; index < many.Count; index++)
                    Add(flat, $"{path}[{KeyOf(many[index]) ?? (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}]", many[index]);
                break;
            case JsonValue value:
                flat[path] = value.TryGetValue<string>(out var text) ? text : value.ToJsonString();
                break;
        }
    }

    // An element is the same one wherever it stands in its list.
    private static string? KeyOf(JsonNode? element) =>
        element is JsonObject complex && complex["value"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
