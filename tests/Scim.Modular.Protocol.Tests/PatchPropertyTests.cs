using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
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

    // What the RFC allows, and little of what it doesn't: a strict dialect refuses nearly all of the above.
    private static readonly Gen<string> Plain = Gen.Elements(
        """{"op":"replace","path":"title","value":"a"}""", """{"op":"add","path":"nickName","value":"b"}""", """{"op":"remove","path":"title"}""",
        """{"op":"replace","path":"active","value":false}""", """{"op":"replace","path":"title","value":null}""",
        """{"op":"replace","path":"name","value":{"givenName":"g","familyName":null}}""", """{"op":"add","path":"name.middleName","value":"m"}""",
        """{"op":"remove","path":"name"}""", """{"op":"replace","path":"emails","value":[{"value":"a","type":"work","primary":true}]}""",
        """{"op":"add","path":"emails","value":{"value":"b","type":"home"}}""", """{"op":"add","path":"emails","value":[{"value":"c","primary":true}]}""",
        """{"op":"remove","path":"emails"}""", """{"op":"remove","path":"emails[type eq \"work\"]"}""", """{"op":"replace","path":"emails","value":[]}""",
        """{"op":"replace","path":"emails[type eq \"home\"].value","value":"d"}""", """{"op":"replace","path":"emails.type","value":"other"}""",
        """{"op":"replace","path":"emails[type eq \"work\" or primary eq true]","value":{"value":"e","type":"other"}}""",
        """{"op":"add","path":"roles","value":[{"value":"r"}]}""", """{"op":"remove","path":"roles[value sw \"r\"]"}""",
        """{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"f"}""",
        """{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"d"}""",
        """{"op":"replace","path":"manager","value":{"value":"26"}}""", """{"op":"remove","path":"manager.value"}""",
        """{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}""", """{"op":"remove","path":"userName"}""",
        """{"op":"add","value":{"title":"h","emails":[{"value":"z"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":"v"}}}""",
        """{"op":"replace","value":{"name":{"givenName":"i"},"roles":[{"value":"s","type":"t"}],"active":true}}""");

    private static readonly Gen<string> MostlyPlain = Gen.Frequency((4, Plain), (1, Operations))
        .NonEmptyListOf().Select(operations => string.Join(',', operations.Take(3)));

    public static TheoryData<string> Dialects => ["generic", "entra", "onelogin"];

    [Theory, MemberData(nameof(Dialects))]
    public void A_patch_is_refused_or_leaves_what_the_schema_allows(string provider)
    {
        var dialect = Dialect.Of(provider, "lenient");
        var before = Samples.EnterpriseUser();
        var original = before.DeepClone();
        var applied = 0;
        Prop.ForAll(Operations.ToArbitrary(), operations =>
        {
            try
            {
                var body = Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""");
                var result = PatchEngine.Apply(before, PatchRequest.Parse(body, dialect: dialect).Operations, CoreSchemas.UserResourceType, dialect: dialect);
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

    // What a remove must name to take back what an add put there.
    private static readonly (string Path, string Value, string Removed)[] Additions =
    [
        ("title", "\"x\"", "title"),
        ("externalId", "\"x\"", "externalId"),
        ("name", "{\"givenName\":\"g\",\"familyName\":\"f\"}", "name"),
        ("name.middleName", "\"m\"", "name.middleName"),
        ("emails", "{\"value\":\"new@example.com\",\"type\":\"other\"}", "emails[value eq \"new@example.com\"]"),
        ("emails", "[{\"value\":\"NEW1\",\"type\":\"other\"},{\"value\":\"new2\"}]", "emails[value sw \"new\"]"),
        ("phoneNumbers", "[{\"value\":\"tel:1\",\"display\":\"new\"}]", "phoneNumbers[display eq \"new\" and not (type pr)]"),
        ("roles", "[\"new\"]", "roles[value eq \"new\"]"),
        ("addresses[type eq \"other\"].locality", "\"new\"", "addresses[type eq \"other\"]"),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "\"d\"", "department"),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", "{\"value\":\"1\"}", "manager"),
    ];

    [Fact]
    public void A_remove_takes_back_what_an_add_put_there()
    {
        var type = CoreSchemas.UserResourceType;
        var optional = Samples.EnterpriseUser().Select(pair => pair.Key).Except(["schemas", "id", "meta", "userName", "active"]).ToArray();
        var cases =
            from addition in Gen.Elements(Additions)
            from without in Gen.SubListOf(optional)
            select (addition, without);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var ((path, value, removed), without) = one;
            var user = Samples.EnterpriseUser();
            foreach (var name in without)
                user.Remove(name);
            // Only a multi-valued attribute keeps what it has beside what is added.
            var before = Apply(user, removed, "remove", null, type).Resource;
            var added = Apply(before, path, "add", value, type);
            var after = Apply(added.Resource, removed, "remove", null, type);

            Assert.True(added.Changed && after.Changed);
            Assert.True(JsonNode.DeepEquals(before, after.Resource), $"{before.ToJsonString()}\n{after.Resource.ToJsonString()}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    private static PatchResult Apply(JsonObject resource, string path, string op, string? value, ResourceTypeDefinition type)
    {
        var operation = new JsonObject { ["op"] = op, ["path"] = path };
        if (value is not null)
            operation["value"] = JsonNode.Parse(value);
        var body = new JsonObject { ["schemas"] = new JsonArray(ScimUrns.PatchOp), ["Operations"] = new JsonArray(operation) };
        return PatchEngine.Apply(resource, PatchRequest.Parse(body).Operations, type);
    }

    [Theory]
    [InlineData("strict", 300)]
    [InlineData("interop", 100)]
    public void A_profile_refuses_or_leaves_what_every_profile_reads(string profile, int least)
    {
        var dialect = Dialect.Of("okta", profile);
        var before = Samples.EnterpriseUser();
        var applied = 0;
        Prop.ForAll(MostlyPlain.ToArbitrary(), operations =>
        {
            try
            {
                var body = Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""");
                var after = PatchEngine.Apply(
                    before, PatchRequest.Parse(body, dialect: dialect).Operations, CoreSchemas.UserResourceType, dialect: dialect).Resource;
                ResourceBinder.Bind(after, CoreSchemas.UserResourceType, dialect: dialect);
                applied++;
            }
            catch (ScimException error)
            {
                Assert.Contains(error.ScimType,
                    (string[])["invalidValue", "invalidPath", "invalidFilter", "noTarget", "mutability", "invalidSyntax"]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        Assert.InRange(applied, least, 2_000);
    }

    // Habits add readings to what the RFC leaves without one; what it says itself means the same to every client, but for "".
    [Theory, MemberData(nameof(Dialects))]
    public void What_the_RFC_says_means_the_same_to_every_client(string provider)
    {
        var dialect = Dialect.Of(provider, "lenient");
        var before = Samples.EnterpriseUser();
        var compared = 0;
        Prop.ForAll(MostlyPlain.Where(operations => !operations.Contains("\"\"", StringComparison.Ordinal)).ToArbitrary(), operations =>
        {
            var body = Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""");
            if (Apply(Dialect.Strict, body) is not { } strict)
                return;
            Assert.Equal(strict.ToJsonString(), Apply(dialect, body)?.ToJsonString());
            compared++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        Assert.InRange(compared, 300, 2_000);

        JsonObject? Apply(Dialect reads, JsonObject body)
        {
            try
            {
                return PatchEngine.Apply(
                    before, PatchRequest.Parse(body, dialect: reads).Operations, CoreSchemas.UserResourceType, dialect: reads).Resource;
            }
            catch (ScimException)
            {
                return null;
            }
        }
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
