using System.Text.Json;

namespace Scim.Modular.ConformanceTests.Exchanges;

/// <summary>
/// Whether an answer holds what is expected of it. Objects: the members named, <c>null</c> for one that must not be there. Arrays:
/// each element in its place, or <c>{"$anyOrder":[…]}</c>, <c>{"$contains":[…]}</c>, <c>{"$lacks":[…]}</c>. <c>"*"</c> is any value.
/// </summary>
internal static class JsonSubset
{
    /// <summary>The first difference in words, or null when there is none.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "response") => (expected, actual) switch
    {
        (null, null) => null,
        (null, _) => $"{path} must not be there",
        (JsonValue any, not null) when any.TryGetValue(out string? star) && star == "*" => null,
        (_, null) => $"{path} is missing",
        (JsonObject { Count: 1 } special, JsonArray elements) when special["$anyOrder"] is JsonArray all =>
            all.Count == elements.Count ? Missing(all, elements, path) : Counts(all, elements, path),
        (JsonObject { Count: 1 } special, JsonArray elements) when special["$contains"] is JsonArray some => Missing(some, elements, path),
        (JsonObject { Count: 1 } special, JsonArray elements) when special["$lacks"] is JsonArray none =>
            none.Any(one => elements.Any(element => Difference(one, element) is null)) ? $"{path} has what it must not have" : null,
        (JsonObject members, JsonObject json) =>
            members.Select(member => Difference(member.Value, json[member.Key], $"{path}.{member.Key}")).FirstOrDefault(found => found is not null),
        (JsonArray all, JsonArray elements) => all.Count != elements.Count ? Counts(all, elements, path)
            : all.Select((one, i) => Difference(one, elements[i], $"{path}[{i}]")).FirstOrDefault(found => found is not null),
        (JsonValue wanted, JsonValue value) => IsSame(wanted, value) ? null : $"{path} is {value.ToJsonString()} and not {wanted.ToJsonString()}",
        _ => $"{path} is of another kind than {expected.ToJsonString()}",
    };

    private static string? Missing(JsonArray wanted, JsonArray elements, string path) =>
        wanted.FirstOrDefault(one => elements.All(element => Difference(one, element) is not null)) is { } missing
            ? $"{path} lacks {missing.ToJsonString()}"
            : null;

    private static string Counts(JsonArray wanted, JsonArray elements, string path) =>
        $"{path} has {elements.Count} elements and not {wanted.Count}";

    private static bool IsSame(JsonValue wanted, JsonValue value) => wanted.GetValueKind() == value.GetValueKind()
        && (wanted.GetValueKind() == JsonValueKind.Number
            ? wanted.GetValue<decimal>() == value.GetValue<decimal>()
            : JsonNode.DeepEquals(wanted, value));
}
