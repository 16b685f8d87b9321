using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Modular.Protocol.Text;

internal static class JsonText
{
    // The string in a node, or null. A node made from a DateTimeOffset or a Guid is a JSON string too, but no .NET string.
    public static string? Of(JsonNode? node) =>
        node is not JsonValue value || value.GetValueKind() != JsonValueKind.String ? null
        : value.TryGetValue(out string? text) ? text
        : JsonSerializer.Deserialize<string>(value.ToJsonString());

    // "True" and "False" in any case. bool.Parse would also take blanks around the word.
    public static bool? Truth(JsonNode? node) => Of(node) switch
    {
        { } text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        { } text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };
}
