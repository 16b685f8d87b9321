using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class SchemaParseTests
{
    public static TheoryData<string> RfcSchemas => [.. Rfc().Select(schema => (string)schema["id"]!)];

    // RFC 7643 §8.7.1 without its descriptions.
    [Theory, MemberData(nameof(RfcSchemas))]
    public void A_schema_of_the_RFC_is_read_and_written_as_it_is(string id)
    {
        var json = Rfc().Single(schema => (string)schema["id"]! == id);
        var written = SchemaDefinition.Parse(json).ToJson();

        foreach (var attribute in Attributes(json))
        {
            // What §2.2 says when the example does not; §2.3.6 and §2.3.7 against the example.
            attribute.TryAdd("caseExact", false);
            attribute.TryAdd("uniqueness", "none");
            attribute.TryAdd("required", false);
            attribute.TryAdd("mutability", "readWrite");
            attribute.TryAdd("returned", "default");
            attribute.TryAdd("description", "");
            if ((string)attribute["type"]! is "reference" or "binary")
                attribute["caseExact"] = true;
        }

        json["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema");
        json["description"] = "";
        json["meta"] = new JsonObject { ["resourceType"] = "Schema" };
        Json.AssertEqual(Sorted(json).ToJsonString(), Sorted(written));
    }

    [Fact]
    public void What_the_library_writes_it_reads() => Assert.All(
        [CoreSchemas.User, CoreSchemas.Group, CoreSchemas.EnterpriseUser],
        schema => Json.AssertEqual(schema.ToJson().ToJsonString(), SchemaDefinition.Parse(schema.ToJson()).ToJson()));

    [Fact]
    public void What_is_not_said_has_the_default_of_section_2_2()
    {
        var schema = Parse("""{"NAME":"badge","mutability":null}""");

        Assert.Equal(("urn:example:Badge", "Badge", ""), (schema.Id, schema.Name, schema.Description));
        Json.AssertEqual("""
            {"name":"badge","type":"string","multiValued":false,"description":"","required":false,"caseExact":false,
             "mutability":"readWrite","returned":"default","uniqueness":"none"}
            """, Assert.Single(schema.Attributes).ToJson());
    }

    [Theory]
    [InlineData("""{"name":"a","type":"boolean","caseExact":true}""", false)]
    [InlineData("""{"name":"a","type":"dateTime","caseExact":true}""", false)]
    [InlineData("""{"name":"a","type":"string","caseExact":true}""", true)]
    [InlineData("""{"name":"a","type":"reference","caseExact":false}""", true)]
    [InlineData("""{"name":"a","type":"binary"}""", true)]
    public void CaseExact_follows_the_type(string attribute, bool caseExact) =>
        Assert.Equal(caseExact, Parse(attribute).Attributes[0].CaseExact);

    [Theory]
    [InlineData("""{"name":"a$b-c_1","type":"string"}""")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"$ref","type":"reference","referenceTypes":["uri"]},{"name":"id","type":"string"}]}""")]
    [InlineData("""{"name":"a","type":"string","mutability":"writeOnly","returned":"never"}""")]
    [InlineData("""{"name":"a","type":"integer","canonicalValues":["1"],"subAttributes":[]}""")]
    [InlineData("""{"name":"a","type":"decimal","uniqueness":"GLOBAL","canonicalValues":[]}""")]
    public void An_attribute_may_be(string attribute) => Assert.NotEmpty(Parse(attribute).Attributes);

    [Theory]
    [InlineData("1", "attributes[0]: must be an object")]
    [InlineData("""{"type":"string"}""", "attributes[0].name: must begin with a letter")]
    [InlineData("""{"name":7,"type":"string"}""", "attributes[0].name: must be a string")]
    [InlineData("""{"name":"1a","type":"string"}""", "attributes[0].name: must begin with a letter")]
    [InlineData("""{"name":"a.b","type":"string"}""", "attributes[0].name: must begin with a letter")]
    [InlineData("""{"name":"é","type":"string"}""", "attributes[0].name: must begin with a letter")]
    [InlineData("""{"name":"$ref","type":"string"}""", "attributes[0].name: must begin with a letter")]
    [InlineData("""{"name":"ExternalID","type":"string"}""", "attributes[0].name: every resource has 'ExternalID' already")]
    [InlineData("""{"name":"meta","type":"string"}""", "attributes[0].name: every resource has 'meta' already")]
    [InlineData("""{"name":"a","type":"text"}""", "attributes[0].type: must be one of string, boolean, decimal, integer, dateTime, binary, reference, complex.")]
    [InlineData("""{"name":"a","type":["string"]}""", "attributes[0].type: must be one of")]
    [InlineData("""{"name":"a","type":"0"}""", "attributes[0].type: must be one of")]
    [InlineData("""{"name":"a","type":"string"},{"name":"A","type":"string"}""", "attributes[1].name: 'A' is there twice")]
    [InlineData("""{"name":"a","type":"complex"}""", "attributes[0].subAttributes: must be an array of at least one")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[]}""", "attributes[0].subAttributes: must be an array of at least one")]
    [InlineData("""{"name":"a","type":"string","subAttributes":[{"name":"b","type":"string"}]}""", "attributes[0].subAttributes: 'a' is not complex")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"complex"}]}""", "attributes[0].subAttributes[0].type: 'a.b' is a sub-attribute")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"string"},{"name":"B","type":"string"}]}""",
        "attributes[0].subAttributes[1].name: 'B' is there twice")]
    [InlineData("""{"name":"a","type":"complex","subAttributes":[{"name":"b","type":"string","multiValued":true}]}""", "attributes[0].subAttributes[0]: 'a.b' is a sub-attribute")]
    [InlineData("""{"name":"a","type":"string","mutability":"sometimes"}""", "attributes[0].mutability: must be one of readWrite, readOnly, immutable, writeOnly.")]
    [InlineData("""{"name":"a","type":"string","returned":1}""", "attributes[0].returned: must be one of default, always, never, request.")]
    [InlineData("""{"name":"a","type":"string","uniqueness":"local"}""", "attributes[0].uniqueness: must be one of none, server, global.")]
    [InlineData("""{"name":"a","type":"string","required":"true"}""", "attributes[0].required: must be true or false")]
    [InlineData("""{"name":"a","type":"string","multiValued":0}""", "attributes[0].multiValued: must be true or false")]
    [InlineData("""{"name":"a","type":"string","canonicalValues":"x"}""", "attributes[0].canonicalValues: must be an array")]
    [InlineData("""{"name":"a","type":"string","canonicalValues":[""]}""", "attributes[0].canonicalValues: must be strings of 1 to")]
    [InlineData("""{"name":"a","type":"reference","referenceTypes":[1]}""", "attributes[0].referenceTypes: must be strings of 1 to")]
    [InlineData("""{"name":"a","type":"string","description":false}""", "attributes[0].description: must be a string")]
    [InlineData("""{"name":"a","type":"string","required":true,"mutability":"readOnly"}""", "attributes[0]: 'a' is readOnly and required")]
    [InlineData("""{"name":"a","type":"string","returned":"never","mutability":"readOnly"}""", "attributes[0]: 'a' is readOnly and returned never")]
    [InlineData("""{"name":"a","type":"string","mutability":"writeOnly"}""", "attributes[0]: 'a' is writeOnly")]
    [InlineData("""{"name":"a","type":"boolean","uniqueness":"server"}""", "attributes[0]: 'a' is of a type that has no uniqueness")]
    [InlineData("""{"name":"a","type":"boolean","canonicalValues":["x"]}""", "attributes[0]: 'a' is of a type that has no canonicalValues")]
    [InlineData("""{"name":"a","type":"string","referenceTypes":["User"]}""", "attributes[0]: 'a' is no reference")]
    public void An_attribute_may_not_be(string attributes, string detail) =>
        Assert.StartsWith(detail, Json.AssertRefused("invalidValue", () => Parse(attributes)).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("urn:ab:x", true)]
    [InlineData("URN:example:params:scim:schemas:2.0/Badge_$1", true)]
    [InlineData("urn:a:x", false)]
    [InlineData("urn:-ab:x", false)]
    [InlineData("urn:ab-:x", false)]
    [InlineData("urn:ab:", false)]
    [InlineData("urn:ab:x:", false)]
    [InlineData("urn:ab:/x", false)]
    [InlineData("urn:ab:x y", false)]
    [InlineData("urn:ab:x[y", false)]
    [InlineData("urn:ab", false)]
    [InlineData("uri:ab:x", false)]
    [InlineData("https://example.com/schema", false)]
    [InlineData("", false)]
    public void The_id_is_a_URN(string id, bool isUrn)
    {
        var json = Json.Object($$"""{"id":"{{id}}","attributes":[{"name":"a","type":"string"}]}""");
        if (isUrn)
            Assert.Equal(id, SchemaDefinition.Parse(json).Id);
        else
            Assert.StartsWith("id:", Json.AssertRefused("invalidValue", () => SchemaDefinition.Parse(json)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 1, 1_000, 100, 256, null)]
    [InlineData(101, 1, 0, 0, 20, "attributes: has 101 attributes; at most 100 are allowed.")]
    [InlineData(1, 100, 0, 0, 20, null)]
    [InlineData(1, 101, 0, 0, 20, "attributes[0].subAttributes: has 101 attributes; at most 100 are allowed.")]
    [InlineData(1, 1, 1_001, 0, 20, "attributes[0].subAttributes[0].description: has 1001 characters; at most 1000 are allowed.")]
    [InlineData(1, 1, 0, 101, 20, "attributes[0].subAttributes[0].canonicalValues: has 101 values; at most 100 are allowed.")]
    [InlineData(1, 1, 0, 0, 257, "id: has 257 characters; at most 256 are allowed.")]
    public void A_schema_has_limits(int attributes, int subAttributes, int description, int canonicalValues, int id, string? detail)
    {
        var json = new JsonObject
        {
            ["id"] = "urn:example:".PadRight(id, 'x'),
            ["attributes"] = new JsonArray([.. Enumerable.Range(0, attributes).Select(number => new JsonObject
            {
                ["name"] = $"a{number}",
                ["type"] = "complex",
                ["subAttributes"] = new JsonArray([.. Enumerable.Range(0, subAttributes).Select(sub => new JsonObject
                {
                    ["name"] = $"s{sub}",
                    ["type"] = "string",
                    ["description"] = new string('d', description),
                    ["canonicalValues"] = new JsonArray([.. Enumerable.Range(0, canonicalValues).Select(value => JsonValue.Create($"{value}"))]),
                })]),
            })]),
        };

        if (detail is null)
            Assert.Equal(attributes, SchemaDefinition.Parse(json).Attributes.Count);
        else
            Assert.Equal(detail, Json.AssertRefused("invalidValue", () => SchemaDefinition.Parse(json)).Detail);
    }

    [Theory]
    [InlineData("""{"attributes":[{"name":"a","type":"string"}]}""", "id: a schema needs its URN.")]
    [InlineData("""{"id":5,"attributes":[{"name":"a","type":"string"}]}""", "id: must be a string.")]
    [InlineData("""{"id":"urn:ab:x"}""", "attributes: must be an array of at least one attribute.")]
    [InlineData("""{"id":"urn:ab:x","attributes":{}}""", "attributes: must be an array of at least one attribute.")]
    [InlineData("""{"id":"urn:ab:x","name":[],"attributes":[{"name":"a","type":"string"}]}""", "name: must be a string.")]
    public void A_schema_may_not_be(string json, string detail) =>
        Assert.Equal(detail, Json.AssertRefused("invalidValue", () => SchemaDefinition.Parse(Json.Object(json))).Detail);

    private static SchemaDefinition Parse(string attributes) =>
        SchemaDefinition.Parse(Json.Object($$"""{"id":"urn:example:Badge","attributes":[{{attributes}}]}"""));

    private static JsonObject[] Rfc([CallerFilePath] string path = "") =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "Rfc7643Schemas.json")))!.AsArray().Select(node => node!.AsObject())];

    private static IEnumerable<JsonObject> Attributes(JsonObject schema) => schema["attributes"]!.AsArray()
        .SelectMany(attribute => (attribute!["subAttributes"]?.AsArray() ?? []).Prepend(attribute))
        .Select(attribute => attribute!.AsObject());

    // Members have no order; an empty list of an example is the same as none.
    private static JsonObject Sorted(JsonObject json) => new(json
        .Where(pair => pair.Value is not JsonArray { Count: 0 })
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is JsonArray array
            ? new JsonArray([.. array.Select(element => element is JsonObject values ? Sorted(values) : element?.DeepClone())])
            : pair.Value?.DeepClone())));
}
