using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.IntegrationTests.Filters;

/// <summary>Resources and filters of a resource type, made from its schema: an attribute that is added to it is tested without a word here.</summary>
internal static class Generators
{
    // What languages, SQL and LIKE read as something else than itself; upper planes and U+FFFD sort differently by UTF-16 and by code point.
    private static readonly string[] Pieces =
    [
        "a", "b", "A", "jensen", "Ä", "ä", "A\u0308", "é", "e\u0301", "ß", "ẞ", "ss", "İ", "ı", "i", "ſ", "K", "k", "ﬁ", "ａ", "Σ", "ς", "σ", "ы", "中",
        "😀", "𝔘", "\uFFFD", "\uE000", "%", "_", "[", "]", "[a-z]", "\\", "'", "''", "\"", ";--", " ", "*", "^", "{0}", "{", "}", "$1", "@p0", ":x", "\n",
        "\t", "\u200B", "\u202E", "0", "9", "-", "@x.com", "null", "true",
    ];

    public static readonly Gen<string> Texts = Gen.Choose(1, 4).SelectMany(length => Gen.Elements(Pieces).ListOf(length)).Select(string.Concat);

    public static Gen<JsonObject> Resources(ResourceTypeDefinition type) =>
        from core in Objects(type.Schema.Attributes, "", often: 3)
        from external in Optional(Texts)
        from extensions in Gen.CollectToArray(type.Extensions, extension => Objects(extension.Schema.Attributes, "", often: 4))
        select Assemble(type, core, external, extensions);

    public static Gen<FilterExpression> Filters(ResourceTypeDefinition type, Gen<string> words, int depth)
    {
        var leaf = Gen.OneOf([.. AttributesOf(type).Select(attribute => Leaf(attribute, words))]);
        return Tree(leaf, depth);
    }

    /// <summary>Every attribute of a type with every operator that applies to it, and <c>pr</c>, each on its own.</summary>
    public static IEnumerable<(Gen<FilterExpression> Filter, string Name)> EachAlone(ResourceTypeDefinition type, Gen<string> words)
    {
        foreach (var (path, target, _) in AttributesOf(type))
        {
            yield return (Gen.Constant<FilterExpression>(new Present(path)), $"{path} pr");
            foreach (var op in OperatorsOf(target))
                yield return (Literals(target, words).Select(value => (FilterExpression)new Comparison(path, op, value)), $"{path} {op}");
        }
    }

    private static Gen<FilterExpression> Tree(Gen<FilterExpression> leaf, int depth)
    {
        if (depth == 0)
            return leaf;
        var smaller = Tree(leaf, depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (2, from left in smaller from right in smaller select (FilterExpression)new And(left, right)),
            (2, from left in smaller from right in smaller select (FilterExpression)new Or(left, right)),
            (1, smaller.Select(operand => (FilterExpression)new Not(operand))));
    }

    private static Gen<FilterExpression> Leaf((AttributePath Path, AttributeDefinition Target, AttributeDefinition? Many) attribute, Gen<string> words)
    {
        var (path, target, many) = attribute;
        var present = Gen.Constant<FilterExpression>(new Present(path));
        var isNull = Gen.Elements(CompareOperator.Equal, CompareOperator.NotEqual).Select(op => (FilterExpression)new Comparison(path, op, FilterValue.Null));
        var operators = OperatorsOf(target);
        var compare = operators.Length == 0
            ? present
            : from op in Gen.Elements(operators) from value in Literals(target, words) select (FilterExpression)new Comparison(path, op, value);
        if (many is null || path.SubAttribute is not null)
            return Gen.Frequency((1, present), (1, isNull), (6, compare));
        var inner = many.SubAttributes.Count == 0
            ? Leaf((new AttributePath(null, "value"), many with { MultiValued = false }, null), words)
            : Gen.OneOf([.. many.SubAttributes.Select(sub => Leaf((new AttributePath(null, sub.Name), sub, null), words))]);
        return Gen.Frequency((1, present), (1, isNull), (2, compare), (4, Tree(inner, 2).Select(filter => (FilterExpression)new ValuePath(path, filter))));
    }

    private static IEnumerable<(AttributePath Path, AttributeDefinition Target, AttributeDefinition? Many)> AttributesOf(ResourceTypeDefinition type)
    {
        foreach (var attribute in CoreSchemas.Common.Concat(type.Schema.Attributes))
        {
            foreach (var each in Each(null, attribute))
                yield return each;
        }

        foreach (var extension in type.Extensions)
        {
            foreach (var attribute in extension.Schema.Attributes)
            {
                foreach (var each in Each(extension.Schema.Id, attribute))
                    yield return each;
            }
        }
    }

    private static IEnumerable<(AttributePath Path, AttributeDefinition Target, AttributeDefinition? Many)> Each(string? schema, AttributeDefinition attribute)
    {
        var many = attribute.MultiValued ? attribute : null;
        yield return (new AttributePath(schema, attribute.Name), attribute.Type == AttributeType.Complex ? attribute.Find("value") ?? attribute : attribute, many);
        foreach (var sub in attribute.SubAttributes)
            yield return (new AttributePath(schema, attribute.Name, sub.Name), sub, many);
    }

    private static CompareOperator[] OperatorsOf(AttributeDefinition target) => target.Type switch
    {
        AttributeType.Complex => [],
        AttributeType.Boolean or AttributeType.Binary => [CompareOperator.Equal, CompareOperator.NotEqual],
        AttributeType.String or AttributeType.Reference => Enum.GetValues<CompareOperator>(),
        _ => [.. Enum.GetValues<CompareOperator>().Except([CompareOperator.Contains, CompareOperator.StartsWith, CompareOperator.EndsWith])],
    };

    private static Gen<FilterValue> Literals(AttributeDefinition target, Gen<string> words) => target.Type switch
    {
        AttributeType.Boolean => Gen.Elements(FilterValue.True, FilterValue.False, FilterValue.String("True")),
        AttributeType.DateTime => Instants.Select(FilterValue.String),
        AttributeType.Integer => Integers.Select(FilterValue.Number),
        AttributeType.Decimal => Gen.OneOf(Integers, Decimals).Select(FilterValue.Number),
        AttributeType.Binary => Gen.Frequency((6, Binaries), (1, words)).Select(FilterValue.String),
        _ => Gen.Frequency((8, words), (1, Texts), (1, Gen.Constant(""))).SelectMany(Part).Select(FilterValue.String),
    };

    // Around the times at which the test's clock stands: on the millisecond, between two, in other zones, and far away.
    private static readonly Gen<string> Instants = Gen.Frequency(
        (12, from milliseconds in Gen.Choose(-50, 2_000)
             from ticks in Gen.Elements(0, 0, 1, 4_999, 9_999)
             from zone in Gen.Elements(0, 0, 120, -570)
             select Written(ClockStart.AddMilliseconds(milliseconds).AddTicks(ticks), zone)),
        (1, Gen.Elements("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2026-03-01T08:00:00Z", "2026-02-28T23:59:60Z".Replace(":60", ":59", StringComparison.Ordinal))));

    // Whole numbers as clients write them, and where a 53-bit, a 64-bit and a decimal number end.
    private static readonly Gen<string> Integers = Gen.Frequency(
        (6, Gen.Choose(-3, 12).Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (3, Gen.Elements(
            "-0", "1.0", "1e1", "1E+1", "100e-1", "2147483648", "9007199254740991", "9007199254740992", "9007199254740993", "9223372036854775807",
            "9223372036854775808", "-9223372036854775808", "1000000000000000000000", "79228162514264337593543950335")));

    private static readonly Gen<string> Decimals = Gen.Elements(
        "0.1", "0.10", "1e-1", "0.3", "0.30000000000000004", "-0.5", "1.5", "2.25", "9.99", "10.000000000000001", "1e-7", "1e-28", "3.14159265358979323846",
        "9007199254740992.5", "12345678901234567.89", "-1e-10");

    private static readonly Gen<string> Binaries = Gen.Elements("AA==", "AQ==", "AAECAw==", "/+8=", "TWFu", "TWE=", "Zm9vYmFy", "zm9vYmFy");

    public static readonly DateTimeOffset ClockStart = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static string Written(DateTimeOffset time, int zone) =>
        time.ToOffset(TimeSpan.FromMinutes(zone)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    // A word as it is, a part of it, or in another case.
    private static Gen<string> Part(string word) =>
        from start in Gen.Choose(0, word.Length)
        from length in Gen.Choose(0, word.Length - start)
        from how in Gen.Choose(0, 5)
        select Whole(how switch
        {
            0 => word[start..(start + length)],
            1 => word.ToUpperInvariant(),
            2 => word[..length],
            3 => word[start..],
            _ => word,
        });

    // Half of a surrogate pair is no text that a client could send.
    private static string Whole(string text)
    {
        if (text.Length > 0 && char.IsLowSurrogate(text[0]))
            text = text[1..];
        return text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }

    private static JsonObject Assemble(ResourceTypeDefinition type, JsonObject core, string? external, JsonObject[] extensions)
    {
        if (external is not null)
            core["externalId"] = external;
        foreach (var (extension, values) in type.Extensions.Zip(extensions))
            core[extension.Schema.Id] = values;
        return core;
    }

    private static Gen<JsonObject> Objects(IReadOnlyList<AttributeDefinition> attributes, string path, int often) =>
        Gen.CollectToArray(
            attributes.Where(attribute => attribute.Mutability != Mutability.ReadOnly && attribute.Name is not "members"),
            attribute => Gen.Frequency(
                (often, Values(attribute, path).Select(value => KeyValuePair.Create(attribute.Name, (JsonNode?)value))),
                (4, Gen.Constant(KeyValuePair.Create(attribute.Name, (JsonNode?)null)))))
            .Select(values => new JsonObject(values.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));

    private static Gen<JsonNode> Values(AttributeDefinition attribute, string path)
    {
        if (!attribute.MultiValued)
            return One(attribute, path);
        return Gen.Choose(1, 3).SelectMany(count => One(attribute, path).ListOf(count)).Select(elements =>
        {
            var array = new JsonArray();
            foreach (var element in elements)
            {
                var copy = element.DeepClone();
                if (array.Count > 0)
                    (copy as JsonObject)?.Remove("primary");
                array.Add(copy);
            }

            return (JsonNode)array;
        });
    }

    private static Gen<JsonNode> One(AttributeDefinition attribute, string path) => attribute.Type switch
    {
        AttributeType.Complex => Objects(attribute.SubAttributes, path + attribute.Name + ".", often: 8).Select(value => (JsonNode)value),
        AttributeType.Boolean => Gen.Elements(true, false).Select(value => (JsonNode)JsonValue.Create(value)),
        AttributeType.DateTime => Instants.Select(value => (JsonNode)JsonValue.Create(value)!),
        AttributeType.Integer => Integers.Select(value => JsonNode.Parse(value)!),
        AttributeType.Decimal => Gen.OneOf(Integers, Decimals).Select(value => JsonNode.Parse(value)!),
        AttributeType.Binary => Binaries.Select(value => (JsonNode)JsonValue.Create(value)!),
        _ when attribute.CanonicalValues.Count > 0 =>
            Gen.Frequency((4, Gen.Elements(attribute.CanonicalValues.ToArray())), (1, Texts)).Select(value => (JsonNode)JsonValue.Create(value)!),
        _ => Texts.Select(value => (JsonNode)JsonValue.Create(value)!),
    };

    private static Gen<string?> Optional(Gen<string> texts) => Gen.Frequency((2, texts.Select(text => (string?)text)), (1, Gen.Constant((string?)null)));
}
