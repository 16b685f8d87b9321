using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

// The characteristics of RFC 7643 §7 that the core schemas have no example of: immutable, required later, write-only, tags.
public sealed class MutabilityTests
{
    private static readonly ResourceTypeDefinition Badge = new()
    {
        Name = "Badge",
        Endpoint = "/Badges",
        Schema = new SchemaDefinition
        {
            Id = "urn:x:Badge",
            Name = "Badge",
            Attributes =
            [
                new AttributeDefinition { Name = "number", Mutability = Mutability.Immutable },
                new AttributeDefinition { Name = "doors", MultiValued = true, Mutability = Mutability.Immutable },
                new AttributeDefinition { Name = "label", Required = true },
                new AttributeDefinition { Name = "pin", Mutability = Mutability.WriteOnly },
                new AttributeDefinition { Name = "tags", MultiValued = true },
                new AttributeDefinition { Name = "lost", Type = AttributeType.Boolean },
                Complex("owner", many: false),
                Complex("keys", many: true),
            ],
        },
        Extensions =
        [
            new SchemaExtension(new SchemaDefinition
            {
                Id = "urn:x:Site",
                Name = "Site",
                Attributes =
                [
                    new AttributeDefinition { Name = "room" },
                    new AttributeDefinition { Name = "floor", Required = true },
                    new AttributeDefinition { Name = "serial", Mutability = Mutability.Immutable },
                ],
            }, Required: false),
        ],
    };

    private const string Stored = """
        {"id":"1","number":"A1","doors":["n","s"],"label":"l","owner":{"value":"o","display":"O"},"tags":["x","y"],"lost":true,
         "keys":[{"value":"k1","display":"a","type":"t1"},{"value":"k2"}],"urn:x:Site":{"floor":"3","serial":"s1"}}
        """;

    [Theory]
    [InlineData("""{"label":"l","number":"a1","doors":["S","n"]}""", null)]
    [InlineData("""{"label":"l"}""", null)]
    [InlineData("""{"label":"l","number":"A2"}""", "number")]
    [InlineData("""{"label":"l","doors":["n"]}""", "doors")]
    [InlineData("""{"label":"l","owner":{"value":"p"}}""", "owner.value")]
    [InlineData("""{"label":"l","owner":{"display":"P"}}""", null)]
    [InlineData("""{"label":"l","keys":[{"value":"k3"}]}""", null)]
    [InlineData("""{"label":"l","urn:x:Site":{"floor":"3","serial":"s2"}}""", "urn:x:Site:serial")]
    public void A_put_keeps_what_is_immutable(string body, string? refused)
    {
        var existing = Json.Object(Stored);
        var incoming = ResourceBinder.Bind(Json.Object(body), Badge).Attributes;
        if (refused is not null)
        {
            Assert.Contains($"'{refused}'",
                Json.AssertRefused("mutability", () => ImmutableGuard.Check(existing, incoming, Badge)).Detail, StringComparison.Ordinal);
            return;
        }

        ImmutableGuard.Check(existing, incoming, Badge);
        var kept = ImmutableGuard.Keep(existing, incoming, Badge);
        Assert.Equal("A1", kept["number"]!.GetValue<string>(), ignoreCase: true);
        Assert.Equal(2, kept["doors"]!.AsArray().Count);
        Assert.Equal("o", kept["owner"]!["value"]!.GetValue<string>());
        Assert.Equal("s1", kept["urn:x:Site"]!["serial"]!.GetValue<string>());
    }

    [Fact]
    public void What_is_immutable_may_be_set_once_in_a_put() =>
        ImmutableGuard.Check(Json.Object("""{"label":"l"}"""), Json.Object("""{"label":"l","number":"A1","owner":{"value":"o"}}"""), Badge);

    // operations → what they make of the attribute, or the refusal
    [Theory]
    [InlineData("""{"op":"replace","path":"number","value":"A2"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","value":{"number":"A2"}}""", "!mutability", null)]
    [InlineData("""{"op":"remove","path":"number"}""", "!mutability", null)]
    [InlineData("""{"op":"add","path":"number","value":"A1"}""", "number", "\"A1\"")]
    [InlineData("""{"op":"add","path":"doors","value":["w"]}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"owner.value","value":"p"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"owner","value":{"value":"p"}}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"owner","value":{"value":"o","display":"P"}}""", "owner", """{"value":"o","display":"P"}""")]
    [InlineData("""{"op":"remove","path":"owner.value"}""", "!mutability", null)]
    [InlineData("""{"op":"remove","path":"owner"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"keys[value eq \"k1\"].value","value":"k9"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"keys[value eq \"k1\"].display","value":"b"}""", "keys",
        """[{"value":"k1","display":"b","type":"t1"},{"value":"k2"}]""")]
    [InlineData("""{"op":"add","path":"keys[value eq \"k2\"].type","value":"t2"}""", "keys",
        """[{"value":"k1","display":"a","type":"t1"},{"value":"k2","type":"t2"}]""")]
    [InlineData("""{"op":"remove","path":"keys[value eq \"k1\"].type"}""", "!mutability", null)]
    [InlineData("""{"op":"remove","path":"keys[value eq \"k1\"]"}""", "keys", """[{"value":"k2"}]""")]
    [InlineData("""{"op":"replace","path":"keys","value":[{"value":"k9"}]}""", "keys", """[{"value":"k9"}]""")]
    [InlineData("""{"op":"replace","path":"urn:x:Site:serial","value":"s2"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","value":{"urn:x:Site":{"serial":"s2"}}}""", "!mutability", null)]
    [InlineData("""{"op":"remove","path":"urn:x:Site:floor"}""", "!mutability", null)]
    [InlineData("""{"op":"replace","path":"urn:x:Site:floor","value":null}""", "!invalidValue", null)]
    [InlineData("""{"op":"add","path":"pin","value":"1234"}""", "pin", "\"1234\"")]
    [InlineData("""{"op":"replace","path":"lost","value":null}""", "lost", null)]
    [InlineData("""{"op":"remove","path":"lost"}""", "lost", null)]
    [InlineData("""{"op":"add","path":"tags","value":"z"}""", "tags", """["x","y","z"]""")]
    [InlineData("""{"op":"add","path":"tags","value":["X"]}""", "tags", """["x","y"]""")]
    [InlineData("""{"op":"remove","path":"tags[value eq \"X\"]"}""", "tags", """["y"]""")]
    [InlineData("""{"op":"remove","path":"tags[value pr]"}""", "tags", null)]
    [InlineData("""{"op":"remove","path":"tags","value":["x"]}""", "tags", """["y"]""")]
    [InlineData("""{"op":"replace","path":"tags[value eq \"x\"]","value":"z"}""", "tags", """["z","y"]""")]
    [InlineData("""{"op":"replace","path":"tags[value eq \"q\"]","value":"z"}""", "!noTarget", null)]
    [InlineData("""{"op":"replace","path":"tags[value eq \"x\"]","value":{"value":"z"}}""", "!invalidValue", null)]
    public void A_patch_makes_of_a_badge(string operations, string attribute, string? expected)
    {
        if (attribute.StartsWith('!'))
        {
            Json.AssertRefused(attribute[1..], () => Patch(Stored, operations));
            return;
        }

        var patched = Patch(Stored, operations)[attribute];
        if (expected is null)
            Assert.Null(patched);
        else
            Json.AssertEqual(expected, patched);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"number","value":"A1"}""")]
    [InlineData("""{"op":"replace","path":"number","value":"A1"}""")]
    [InlineData("""{"op":"add","value":{"number":"A1","owner":{"value":"o"}}}""")]
    [InlineData("""{"op":"add","path":"urn:x:Site:serial","value":"s1"},{"op":"add","path":"urn:x:Site:floor","value":"1"}""")]
    public void What_is_immutable_may_be_set_once_in_a_patch(string operations) => Patch("""{"label":"l"}""", operations);

    // An attribute became required after these resources were stored.
    [Theory]
    [InlineData("""{"number":"A1"}""", """{"op":"replace","path":"tags","value":["z"]}""", false)]
    [InlineData("""{"urn:x:Site":{"room":"7"},"label":"l"}""", """{"op":"replace","path":"urn:x:Site:room","value":"8"}""", false)]
    [InlineData("""{"label":"l"}""", """{"op":"add","path":"urn:x:Site:room","value":"8"}""", false)]
    [InlineData("""{"label":"l"}""", """{"op":"replace","path":"label","value":null}""", true)]
    [InlineData("""{"label":"l","urn:x:Site":{"floor":"3"}}""", """{"op":"replace","value":{"urn:x:Site":{"floor":""}}}""", false)]
    [InlineData("""{"label":"l","urn:x:Site":{"floor":"3","room":"7"}}""", """{"op":"replace","value":{"urn:x:Site":{"floor":""}}}""", true)]
    [InlineData("""{"label":"l","urn:x:Site":{"floor":"3"}}""", """{"op":"remove","path":"urn:x:Site"}""", false)]
    public void A_patch_answers_only_for_what_it_changes(string stored, string operations, bool refused)
    {
        if (refused)
            Json.AssertRefused("invalidValue", () => Patch(stored, operations));
        else
            Patch(stored, operations);
    }

    [Fact]
    public void What_is_write_only_is_neither_shown_nor_found()
    {
        var badge = Json.Object("""{"id":"1","label":"l","pin":"1234"}""");

        Json.AssertEqual("""{"id":"1","label":"l"}""", AttributeProjection.Parse(null, null, Badge).Apply(badge));
        Json.AssertEqual("""{"id":"1"}""", AttributeProjection.Parse("pin", null, Badge).Apply(badge));
        Json.AssertRefused("invalidFilter", () => TypedFilter.Bind(FilterParser.Parse("pin sw \"1\""), Badge));
    }

    [Fact]
    public void A_required_sub_attribute_is_required_of_every_value()
    {
        var type = Badge with
        {
            Schema = Badge.Schema with
            {
                Attributes =
                [
                    new AttributeDefinition
                    {
                        Name = "keys", Type = AttributeType.Complex, MultiValued = true,
                        SubAttributes = [new AttributeDefinition { Name = "value", Required = true }, new AttributeDefinition { Name = "display" }],
                    },
                ],
            },
        };
        var operations = Parse("""{"op":"add","path":"keys","value":[{"display":"b"}]}""");

        Assert.Contains("'keys.value'",
            Json.AssertRefused("invalidValue", () => ResourceBinder.Bind(Json.Object("""{"keys":[{"display":"a"}]}"""), type)).Detail,
            StringComparison.Ordinal);
        Json.AssertRefused("invalidValue", () => PatchEngine.Apply(Json.Object("""{"keys":[{"value":"k"}]}"""), operations, type));
        Json.AssertRefused("mutability", () => PatchEngine.Apply(
            Json.Object("""{"keys":[{"value":"k","display":"a"}]}"""), Parse("""{"op":"remove","path":"keys[value eq \"k\"].value"}"""), type));
        PatchEngine.Apply(Json.Object("""{"keys":[{"display":"a"}]}"""), Parse("""{"op":"replace","path":"keys.display","value":"c"}"""), type);
    }

    [Fact]
    public void The_last_value_of_what_is_required_is_not_removed()
    {
        var type = Badge with
        {
            Schema = Badge.Schema with { Attributes = [new AttributeDefinition { Name = "tags", MultiValued = true, Required = true }] },
        };
        JsonObject Remove(string tag) => PatchEngine.Apply(
            Json.Object("""{"tags":["x","y"]}"""), Parse(new JsonObject { ["op"] = "remove", ["path"] = $"tags[{tag}]" }.ToJsonString()), type).Resource;

        Json.AssertEqual("""["y"]""", Remove("value eq \"x\"")["tags"]);
        Json.AssertRefused("mutability", () => Remove("value pr"));
    }

    private static AttributeDefinition Complex(string name, bool many) => new()
    {
        Name = name,
        Type = AttributeType.Complex,
        MultiValued = many,
        SubAttributes =
        [
            new AttributeDefinition { Name = "value", Mutability = Mutability.Immutable },
            new AttributeDefinition { Name = "display" },
            new AttributeDefinition { Name = "type", Mutability = Mutability.Immutable },
        ],
    };

    private static IReadOnlyList<PatchOperation> Parse(string operations) =>
        PatchRequest.Parse(Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""")).Operations;

    private static JsonObject Patch(string stored, string operations) =>
        PatchEngine.Apply(Json.Object(stored), Parse(operations), Badge).Resource;
}
