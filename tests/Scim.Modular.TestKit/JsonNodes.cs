using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Modular.TestKit;

/// <summary>Reading JSON by short paths: <c>Resources[0].name.familyName</c>.</summary>
public static class JsonNodes
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var step in path.Split('.', '[').Where(step => step.Length > 0))
        {
            node = step.EndsWith(']')
                ? (node as JsonArray)?.ElementAtOrDefault(int.Parse(step.AsSpan(0, step.Length - 1), CultureInfo.InvariantCulture))
                : (node as JsonObject)?[step];
        }

        return node;
    }

    public static string Text(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text)
            ? text
            : throw new InvalidOperationException($"No string at '{path}' of {node?.ToJsonString()}");

    public static int Number(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? value.GetValue<int>()
            : throw new InvalidOperationException($"No number at '{path}' of {node?.ToJsonString()}");

    public static bool Flag(this JsonNode? node, string path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag)
            ? flag
            : throw new InvalidOperationException($"No boolean at '{path}' of {node?.ToJsonString()}");

    public static IReadOnlyList<JsonNode> List(this JsonNode? node, string path) =>
        node.At(path) is JsonArray array
            ? [.. array.Select(item => item ?? throw new InvalidOperationException($"A null in '{path}' of {node?.ToJsonString()}"))]
            : throw new InvalidOperationException($"No array at '{path}' of {node?.ToJsonString()}");

    /// <summary>An anonymous object as JSON, names as written.</summary>
    public static JsonObject Of(object value) => (JsonObject)JsonSerializer.SerializeToNode(value)!;

    /// <summary>The same JSON without these top-level properties.</summary>
    public static JsonObject Without(this JsonNode node, params string[] names)
    {
        var copy = (JsonObject)node.DeepClone();
        foreach (var name in names)
            copy.Remove(name);
        return copy;
    }

    /// <summary>Text that is equal for equal JSON, whatever the order of properties and of the elements of arrays.</summary>
    public static string ToSortedText(this JsonNode? node) => node switch
    {
        null => "null",
        JsonObject properties => "{" + string.Join(",", properties.OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"\"{one.Key}\":{one.Value.ToSortedText()}")) + "}",
        JsonArray array => "[" + string.Join(",", array.Select(ToSortedText).Order(StringComparer.Ordinal)) + "]",
        _ => node.ToJsonString(),
    };
}
