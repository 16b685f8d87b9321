using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Text;

// The members of a message. Their names have no case (RFC 7643 §2.1), and null means that one is not there (§2.5).
internal static class JsonMembers
{
    public static JsonNode? Find(JsonObject json, string name)
    {
        foreach (var (key, value) in json)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }

    public static void RequireSchema(JsonObject body, string urn)
    {
        if (Find(body, "schemas") is not JsonArray schemas
            || !schemas.Any(schema => string.Equals(JsonText.Of(schema), urn, StringComparison.OrdinalIgnoreCase)))
            throw ScimException.InvalidSyntax($"'schemas' must contain {urn}.");
    }

    // A whole number, or null when the node is anything else. Beyond the range of a long is its end.
    public static long? Whole(JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
            return null;
        var text = value.ToJsonString();
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return decimal.IsInteger(number) ? (long)Math.Clamp(number, long.MinValue, long.MaxValue) : null;
        // What is too large for a decimal has no fraction either.
        return text.StartsWith('-') ? long.MinValue : long.MaxValue;
    }
}
