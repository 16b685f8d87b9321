using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

// Whatever the operations: refused with a SCIM error, or a resource that the schema allows; never a half, never the input changed.
public sealed class PatchPropertyTests
{
    private static readonly Gen<string> Paths = Gen.Elements(
        "userName", "title", "active", "name", "name.givenName", "emails", "emails.value", "emails.primary", "emails[type eq \"work\"]",
        "emails[type eq \"work\"].value", "emails[not (value pr)]", "emails[primary eq true].type", "roles", "roles[value sw \"a\"].display",
        "manager", "manager.value", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "id", "meta.version", "groups", "schemas", "password",
        "nope", "externalId", "addresses[type eq \"home\" and primary eq true].locality", "urn:ietf:params:scim:schemas:core:2.0:User:emails");

    private static readonly Gen<string> Values = Gen.Elements(
        "null", "\"\"", "\"a\"", "\"True\"", "true", "false", "1", "[]", "{}", "[null]", "[\"a\"]", "{\"value\":\"a\"}", "[{\"value\":\"a\",\"primary\":true}]",
        "[{\"value\":\"a\",\"type\":\"work\"},{\"value\":\"b\",\"type\":\"home\",\"primary\":\"true\"}]", "{\"givenName\":\"g\",\"familyName\":null}",
        "{\"department\":\"d\",\"manager\":\"m\"}", "[[[]]]", "{\"type\":\"work\"}",
        "{\"userName\":\"n\",\"name.givenName\":\"x\",\"emails\":[{\"value\":\"z\"}],\"id\":\"9\",\"nope\":1,\"active\":\"False\"}");

    private static readonly Gen<string> Operations =
        (from op in Gen.Elements("add", "replace", "remove")
         from path in Gen.Frequency((4, Paths.Select(path => $",\"path\":{JsonValue.Create(path).ToJsonString()}")), (1, Gen.Constant("")))
         from value in Gen.Frequency((4, Values.Select(value => $",\"value\":{value}")), (1, Gen.Constant("")))
         select $"{{\"op\":\"{op}\"{path}{value}}}")
        .NonEmptyListOf().Select(operations => string.Join(',', operations.Take(2)));

    [Fact]
    public void A_patch_is_refused_or_leaves_what_the_schema_allows()
    {
        var before = Samples.EnterpriseUser();
        var original = before.DeepClone();
        var applied = 0;
        Prop.ForAll(Operations.ToArbitrary(), operations =>
        {
            try
            {
                var body = Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""");
                var result = PatchEngine.Apply(before, PatchRequest.Parse(body).Operations, CoreSchemas.UserResourceType);
                AssertAllowed(result.Resource, before);
                applied++;
            }
            catch (ScimException error)
            {
                Assert.Contains(error.ScimType, (string[])["invalidValue", "invalidPath", "invalidFilter", "noTarget", "mutability"]);
            }

            Assert.True(JsonNode.DeepEquals(original, before));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
        Assert.InRange(applied, 500, 4_500);
    }

    private static void AssertAllowed(JsonObject after, JsonObject before)
    {
        var bound = ResourceBinder.Bind(after, CoreSchemas.UserResourceType);
        Assert.Empty(bound.Notes);
        Assert.True(JsonNode.DeepEquals(bound.Attributes["schemas"], after["schemas"]));
        foreach (var name in (string[])["id", "meta"])
            Assert.True(JsonNode.DeepEquals(before[name], after[name]), name);
        Assert.True(after.ContainsKey("active"));
        Assert.DoesNotContain("password", after.ToJsonString(), StringComparison.Ordinal);
        // Nothing unassigned is kept: the normal form has every attribute that the resource has.
        Assert.Equal(after.Select(pair => pair.Key).Order(), NormalForm.Of(after, CoreSchemas.UserResourceType).Select(pair => pair.Key).Order());
    }
}
