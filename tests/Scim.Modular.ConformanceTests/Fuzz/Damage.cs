using System.Text;

namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>What can go wrong with a body between its author and the wire.</summary>
internal static class Damage
{
    private static readonly string[] Broken = ["", " ", "null", "[]", "5", "\"x\"", "{", "{}", "{\"a\":}", "{\"a\":1}}", "{'a':1}", "// {}", "\uFEFF{}", "{\"a\":01}", "{\"a\":NaN}", "nul"];

    /// <summary>The same body with one to three values changed into something else.</summary>
    public static JsonObject OfValues(JsonObject body, Dice dice)
    {
        var damaged = (JsonObject)body.DeepClone();
        for (var count = dice.Between(1, 3); count > 0; count--)
            OneValue(damaged, dice);
        return damaged;
    }

    /// <summary>The body's bytes, no longer those of any JSON, or of one that is no body.</summary>
    public static byte[] OfText(string text, Dice dice) => dice.Weighted<Func<byte[]>>(
        (3, () => Utf8(dice.One(Broken))),
        (3, () => Utf8(text[..dice.Below(text.Length + 1)])),
        (2, () => Utf8(text + dice.One(["}", ",", " x", "{}", "\0"]))),
        (3, () => Flipped(Utf8(text), dice)),
        (2, () => Utf8("\uFEFF" + text)),
        (1, () => Encoding.Unicode.GetBytes(text)),
        (1, () => Encoding.Latin1.GetBytes(text)),
        (2, () => Utf8(Nested(dice.One([8, 31, 32, 33, 64, 400, 5000]), dice.Chance(50)))),
        (4, () => Utf8(Repeated(text, dice))))();

    private static void OneValue(JsonObject body, Dice dice)
    {
        JsonNode at = body;
        while (dice.Chance(60) && Children(at) is { Count: > 0 } children)
            at = dice.One(children);
        if (at is JsonArray { Count: > 0 } array)
        {
            var index = dice.Below(array.Count);
            dice.Weighted<Action>(
                (3, () => array[index] = Strange(dice)), (1, () => array.RemoveAt(index)), (1, () => array.Add(array[index]?.DeepClone())),
                (1, () => array.Add(Strange(dice))))();
        }
        else if (at is JsonObject { Count: > 0 } values)
        {
            var name = dice.One(values.Select(pair => pair.Key).ToArray());
            var value = values[name]?.DeepClone();
            dice.Weighted<Action>(
                (6, () => values[name] = Strange(dice)),
                (2, () => values.Remove(name)),
                (1, () => values[name] = new JsonArray(value)),
                (1, () => values[name] = new JsonObject { [dice.One(["value", "id", "$ref", name])] = value }),
                (2, () => Renamed(values, name, dice.One([name.ToUpperInvariant(), name + "s", dice.Text(), "urn:x:" + name, ""]), value)),
                (1, () => values["unknown"] = Strange(dice)))();
        }
    }

    private static void Renamed(JsonObject values, string name, string other, JsonNode? value)
    {
        values.Remove(name);
        values[other] = value;
    }

    private static List<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject values => [.. values.Select(pair => pair.Value).Where(value => value is JsonObject or JsonArray).OfType<JsonNode>()],
        JsonArray elements => [.. elements.Where(value => value is JsonObject or JsonArray).OfType<JsonNode>()],
        _ => [],
    };

    private static JsonNode? Strange(Dice dice) => dice.Weighted<Func<JsonNode?>>(
        (3, () => null), (2, () => true), (2, () => "False"), (2, () => 0), (2, () => JsonNode.Parse(dice.One(["-1", "1.5", "1e400", "-0", "99999999999999999999999999", "1e-400"]))),
        (3, () => ""), (4, () => dice.Text()), (2, () => dice.Huge()), (2, () => new JsonObject()), (2, () => new JsonArray()), (1, () => new JsonArray(new JsonArray())),
        (1, () => new JsonArray([.. Enumerable.Range(0, dice.One([3, 101, 1001])).Select(i => (JsonNode)JsonValue.Create("v" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)))])),
        (1, () => JsonNode.Parse("\"\\u0000\"")), (1, () => "2026-02-30T25:00:00Z"), (1, () => Guid.CreateVersion7().ToString()), (1, () => new JsonObject { ["value"] = null }))();

    private static byte[] Flipped(byte[] bytes, Dice dice)
    {
        for (var count = dice.Between(1, 3); count > 0 && bytes.Length > 0; count--)
            bytes[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return bytes;
    }

    private static string Nested(int depth, bool arrays) => arrays
        ? "{\"a\":" + new string('[', depth) + new string(']', depth) + "}"
        : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    // A key twice, in the same or in another case; half a surrogate pair; a name that is only escapes.
    private static string Repeated(string text, Dice dice)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = text.StartsWith("{\"", StringComparison.Ordinal) && colon > 2 ? text[2..(colon - 1)] : "schemas";
        var extra = dice.One([$"\"{name}\":1", $"\"{name.ToUpperInvariant()}\":[]", "\"displayName\":\"\\ud800\"", "\"\\u0075serName\":\"x\"", "\"\":\"\"", "\"__proto__\":{}"]);
        return text.StartsWith('{') ? "{" + extra + (text.Length > 2 ? "," : "") + text[1..] : text;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
