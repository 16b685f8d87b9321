using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>What a client was answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="MediaType">The content type, without its parameters; null when it has none.</param>
/// <param name="Location">The header of that name.</param>
/// <param name="Text">The body as it came.</param>
internal sealed record ScimReply(int Status, string? MediaType, string? Location, string Text)
{
    /// <summary>The body as JSON; null when it is none.</summary>
    public JsonNode? Json { get; } = Parse(Text);

    /// <summary>The id of the resource. Who needs it and does not get it can't go on.</summary>
    public string Id => Value("id") is JsonValue id && id.TryGetValue<string>(out var text) && text.Length > 0
        ? text
        : throw new PartBrokenException();

    /// <summary>The body as an object, to be sent back. Who needs it and does not get it can't go on.</summary>
    public JsonObject Resource => Json is JsonObject resource ? (JsonObject)resource.DeepClone() : throw new PartBrokenException();

    /// <summary>What stands at a path of names and indexes; null when nothing does.</summary>
    public JsonNode? Value(params ReadOnlySpan<object> path)
    {
        var here = Json;
        foreach (var step in path)
        {
            here = (here, step) switch
            {
                (JsonObject json, string name) => json.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value,
                (JsonArray array, int index) when index < array.Count => array[index],
                _ => null,
            };
        }

        return here;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The rest of a part needs what an answer did not have.</summary>
internal sealed class PartBrokenException : Exception;
