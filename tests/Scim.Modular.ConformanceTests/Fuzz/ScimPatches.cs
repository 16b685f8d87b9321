namespace Scim.Modular.ConformanceTests.Fuzz;

/// <summary>PATCH requests (RFC 7644 §3.5.2) as clients send them, and some that none would.</summary>
internal static class ScimPatches
{
    public static JsonObject Body(ScimResources resources, ScimType type, Dice dice) => new()
    {
        ["schemas"] = new JsonArray(ScimClient.PatchOp),
        ["Operations"] = new JsonArray([.. Enumerable.Range(0, dice.Weighted((7, 1), (3, 2), (2, 4), (1, 0))).Select(_ => (JsonNode)Operation(resources, type, dice))]),
    };

    private static JsonObject Operation(ScimResources resources, ScimType type, Dice dice)
    {
        var operation = new JsonObject { ["op"] = dice.One(["add", "replace", "remove", "Add", "Replace", "Remove", dice.Chance(10) ? "move" : "replace"]) };
        dice.Weighted<Action>(
            (4, () => Attribute(operation, resources, type, dice)),
            (3, () => Element(operation, resources, type, dice)),
            (2, () => operation["value"] = Pathless(resources, type, dice)),
            (1, () => (operation["path"], operation["value"]) = (resources.Path(type, dice), dice.Text())))();
        if (dice.Chance(15))
            operation.Remove("value");
        return operation;
    }

    private static void Attribute(JsonObject operation, ScimResources resources, ScimType type, Dice dice)
    {
        var attribute = dice.One(type.Attributes);
        var subs = ScimResources.Subs(attribute);
        var isSub = subs.Count > 0 && dice.Chance(40);
        var target = isSub ? dice.One(subs) : attribute;
        operation["path"] = (dice.Chance(10) ? type.Schema + ":" : "") + attribute.Text("name") + (isSub ? "." + target.Text("name") : "");
        operation["value"] = dice.Chance(90) ? resources.Value(target, dice) : resources.One(target, dice);
    }

    private static void Element(JsonObject operation, ScimResources resources, ScimType type, Dice dice)
    {
        if (ScimResources.PluralOf(type, dice) is not { } plural)
            return;
        var subs = ScimResources.Subs(plural);
        var sub = subs.Count > 0 && dice.Chance(50) ? dice.One(subs) : null;
        operation["path"] = $"{plural.Text("name")}[{resources.ElementFilter(plural, dice)}]" + (sub is null ? "" : "." + sub.Text("name"));
        operation["value"] = resources.One(sub ?? plural, dice);
    }

    // Entra's keys are dotted or begin with a URN.
    private static JsonObject Pathless(ScimResources resources, ScimType type, Dice dice)
    {
        var value = dice.Chance(60) ? resources.Body(type, dice) : [];
        if (dice.Chance(50))
            value[resources.Path(type, dice)] = dice.Text();
        if (dice.Chance(30))
            value["active"] = dice.Chance(50);
        return value;
    }
}
