namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>A resource type as the service describes it.</summary>
internal sealed record ScimType(string Kind, string Endpoint, string Schema, IReadOnlyList<JsonNode> Attributes, IReadOnlyDictionary<string, IReadOnlyList<JsonNode>> Extensions);

/// <summary>Resources, paths and filters made from schemas.</summary>
internal sealed class ScimResources(IReadOnlyList<ScimType> types, Pools pools)
{
    public IReadOnlyList<ScimType> Types => types;

    public static async Task<ScimResources> ReadAsync(Tenant tenant, Pools pools)
    {
        var schemas = (await tenant.Scim.GetAsync("/Schemas")).Expect(200).Json.List("Resources").ToDictionary(schema => schema.Text("id"), schema => schema.List("attributes"), StringComparer.Ordinal);
        var types = (await tenant.Scim.GetAsync("/ResourceTypes")).Expect(200).Json.List("Resources").Select(type => new ScimType(
            type.Text("name").ToLowerInvariant(),
            type.Text("endpoint"),
            type.Text("schema"),
            schemas.GetValueOrDefault(type.Text("schema")) ?? [],
            (type["schemaExtensions"] as JsonArray ?? []).Select(extension => extension!.Text("schema")).Where(schemas.ContainsKey)
                .ToDictionary(urn => urn, urn => schemas[urn], StringComparer.Ordinal))).ToArray();
        Assert.NotEmpty(types);
        return new ScimResources(types, pools);
    }

    public JsonObject Body(ScimType type, Dice dice)
    {
        var body = Object(type.Attributes, dice, 25);
        var schemas = new JsonArray(type.Schema);
        foreach (var (urn, attributes) in type.Extensions)
        {
            if (!dice.Chance(25))
                continue;
            schemas.Add(urn);
            body[urn] = Object(attributes, dice, 40);
        }

        body["schemas"] = schemas;
        if (dice.Chance(40))
            body["externalId"] = dice.Name("ext");
        if (dice.Chance(5))
            body[dice.One(["id", "meta", "password", "unknown"])] = dice.Text();
        return body;
    }

    /// <summary>A path of the type, now and then with its URN, in another case, or of nothing.</summary>
    public string Path(ScimType type, Dice dice)
    {
        if (dice.Chance(5))
            return dice.One(["id", "meta.lastModified", "schemas", "externalId", "meta.version", "x", "", "emails[", "urn:x:y", "a.b.c", "$ref", type.Schema]);
        var (prefix, attributes) = type.Extensions.Count > 0 && dice.Chance(20)
            ? type.Extensions.Select(extension => (extension.Key + ":", extension.Value)).First()
            : (dice.Chance(10) ? type.Schema + ":" : "", type.Attributes);
        var attribute = dice.One(attributes);
        var path = prefix + attribute.Text("name");
        if (Subs(attribute) is { Count: > 0 } subs && dice.Chance(60))
            path += "." + dice.One(subs).Text("name");
        return dice.Chance(90) ? path : path.ToUpperInvariant();
    }

    public string Filter(ScimType type, Dice dice, int depth = 2)
    {
        if (depth > 0 && dice.Chance(35))
        {
            return dice.Chance(25) ? $"not ({Filter(type, dice, depth - 1)})"
                : $"({Filter(type, dice, depth - 1)}) {dice.One(["and", "or", "AND"])} {Filter(type, dice, depth - 1)}";
        }

        return dice.Chance(15) && PluralOf(type, dice) is { } plural ? $"{plural.Text("name")}[{ElementFilter(plural, dice)}]"
            : dice.Chance(15) ? Path(type, dice) + " pr"
            : $"{Path(type, dice)} {dice.One(["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "xx"])} {Literal(dice)}";
    }

    /// <summary>A filter over the elements of a multi-valued attribute.</summary>
    public string ElementFilter(JsonNode plural, Dice dice)
    {
        var sub = Subs(plural) is { Count: > 0 } subs ? dice.One(subs).Text("name") : "value";
        var simple = dice.Chance(15) ? sub + " pr" : $"{sub} {dice.One(["eq", "eq", "eq", "ne", "co", "gt"])} {(plural.Text("name") == "members" ? $"\"{pools.Mostly("user", dice)}\"" : Literal(dice))}";
        return dice.Chance(80) ? simple : $"{simple} and not ({sub} pr)";
    }

    public static JsonNode? PluralOf(ScimType type, Dice dice) =>
        type.Attributes.Where(attribute => attribute.Flag("multiValued")).ToArray() is { Length: > 0 } plurals ? dice.One(plurals) : null;

    public JsonNode? Value(JsonNode attribute, Dice dice)
    {
        if (!attribute.Flag("multiValued"))
            return One(attribute, dice);
        var elements = Enumerable.Range(0, dice.Below(4)).Select(_ => One(attribute, dice)).ToArray();
        if (dice.Chance(90))        // one element is primary at most
        {
            foreach (var element in elements.Skip(1).OfType<JsonObject>())
                element.Remove("primary");
        }

        return new JsonArray(elements);
    }

    public JsonNode? One(JsonNode attribute, Dice dice)
    {
        var name = attribute.Text("name");
        if (name == "members")
            return new JsonObject { ["value"] = pools.Mostly(dice.Chance(90) ? "user" : "group", dice) };
        if (attribute["canonicalValues"] is JsonArray { Count: > 0 } words && dice.Chance(80))
            return dice.One(words.ToArray())?.DeepClone();
        return attribute.Text("type") switch
        {
            "complex" => Object(Subs(attribute), dice, 60),
            "boolean" => dice.Chance(15) ? dice.One(["True", "False", "false"]) : dice.Chance(60),
            "integer" => JsonNode.Parse(dice.One(["0", "1", "-5", "42", "9223372036854775807", "9223372036854775808", "1e2"])),
            "decimal" => JsonNode.Parse(dice.One(["0.5", "1", "-1e-7", "3.14159265358979323846", "1e28"])),
            "dateTime" => dice.One(["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456789+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"]),
            "binary" => dice.One(["AAECAw==", "TWFu", "!!"]),
            "reference" => dice.One(["https://example.com/x", "urn:x", "../Users/1"]),
            _ => name is "userName" or "displayName" or "value" && dice.Chance(70) ? dice.Name("Name") : dice.Text(),
        };
    }

    public static IReadOnlyList<JsonNode> Subs(JsonNode attribute) => attribute["subAttributes"] is JsonArray ? attribute.List("subAttributes") : [];

    private static string Literal(Dice dice) => dice.Weighted(
        (8, () => "\"" + dice.Name("Name") + "\""), (4, () => JsonValue.Create(dice.Text())!.ToJsonString()), (1, () => "true"), (1, () => "null"), (1, () => dice.Number()),
        (1, () => "\"2026-01-01T00:00:00Z\""), (1, () => "\"" + Guid.CreateVersion7() + "\""), (1, () => "jyoung"), (1, () => "\"\\u0000\""))();

    private JsonObject Object(IReadOnlyList<JsonNode> attributes, Dice dice, int percent) => new(attributes
        .Where(attribute => attribute["required"]?.GetValue<bool>() == true || dice.Chance(attribute["mutability"]?.GetValue<string>() == "readOnly" ? 3 : percent))
        .Select(attribute => KeyValuePair.Create(attribute.Text("name"), Value(attribute, dice))));
}
