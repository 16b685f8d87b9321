using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class PatchEngineTests
{
    private const string Ent = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private const string Person = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"b","name":{"familyName":"J","givenName":"B"},"active":true,
         "emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}],"groups":[{"value":"g"}],"meta":{"resourceType":"User"}}
        """;

    // operations → what they make of the attribute named (JSON, or nothing when it is unassigned)
    public static TheoryData<string, string, string?> Shapes { get; } = new()
    {
        // RFC 7644 §3.5.2
        { """{"op":"add","value":{"emails":[{"value":"babs@jensen.org","type":"home"}],"nickname":"Babs"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"babs@jensen.org","type":"home"}]""" },
        { """{"op":"add","value":{"nickname":"Babs"}}""", "nickName", "\"Babs\"" },
        { """{"op":"remove","path":"emails[type eq \"work\" and value ew \"x\"]"}""", "emails", """[{"value":"h@x","type":"home"}]""" },
        { """{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","locality":"Hollywood","primary":true}}""", "!noTarget", null },
        { """{"op":"add","path":"addresses","value":[{"type":"work","region":"CA"},{"type":"home","primary":true}]},{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","locality":"Hollywood","primary":true}}""",
            "addresses", """[{"locality":"Hollywood","type":"work","primary":true},{"type":"home","primary":false}]""" },
        { """{"op":"add","path":"addresses","value":[{"type":"work","locality":"X"}]},{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}""",
            "addresses", """[{"streetAddress":"1010 Broadway Ave","locality":"X","type":"work"}]""" },
        { """{"op":"replace","value":{"emails":[{"value":"bjensen@example.com","type":"work","primary":true}],"nickName":"Babs"}}""", "emails",
            """[{"value":"bjensen@example.com","type":"work","primary":true}]""" },

        // single-valued
        { """{"op":"add","path":"title","value":"Lead"}""", "title", "\"Lead\"" },
        { """{"op":"replace","path":"TITLE","value":"Lead"}""", "title", "\"Lead\"" },
        { """{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Lead"}""", "title", "\"Lead\"" },
        { """{"op":"add","path":"title","value":"a"},{"op":"remove","path":"title"}""", "title", null },
        { """{"op":"add","path":"title","value":"a"},{"op":"replace","path":"title","value":null}""", "title", null },
        { """{"op":"add","path":"title","value":"a"},{"op":"add","path":"title","value":""}""", "title", null },
        { """{"op":"remove","path":"title"}""", "title", null },
        { """{"op":"replace","path":"externalId","value":701984}""", "externalId", "\"701984\"" },

        // complex
        { """{"op":"replace","path":"name","value":{"givenName":"C"}}""", "name", """{"familyName":"J","givenName":"C"}""" },
        { """{"op":"add","path":"name","value":{"GIVENNAME":"C","familyName":""}}""", "name", """{"givenName":"C"}""" },
        { """{"op":"replace","path":"name.givenName","value":"C"}""", "name", """{"familyName":"J","givenName":"C"}""" },
        { """{"op":"remove","path":"name.givenName"}""", "name", """{"familyName":"J"}""" },
        { """{"op":"remove","path":"name.givenName"},{"op":"remove","path":"name.familyName"}""", "name", null },
        { """{"op":"remove","path":"name"}""", "name", null },
        { """{"op":"remove","path":"name"},{"op":"add","path":"name.givenName","value":"C"}""", "name", """{"givenName":"C"}""" },

        // multi-valued
        { """{"op":"add","path":"emails","value":{"value":"n@x"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"n@x"}]""" },
        { """{"op":"add","path":"emails","value":[{"value":"W@X"}]}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""" },
        { """{"op":"add","path":"emails","value":[{"value":"n@x","primary":true}]}""", "emails",
            """[{"value":"w@x","type":"work","primary":false},{"value":"h@x","type":"home"},{"value":"n@x","primary":true}]""" },
        { """{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}""", "emails",
            """[{"value":"w@x","type":"work","primary":false},{"value":"h@x","type":"home","primary":true}]""" },
        { """{"op":"replace","path":"emails","value":[]}""", "emails", null },
        { """{"op":"replace","path":"emails","value":null}""", "emails", null },
        { """{"op":"remove","path":"emails"}""", "emails", null },
        { """{"op":"remove","path":"emails[type eq \"work\"]"},{"op":"remove","path":"emails[value eq \"H@X\"]"}""", "emails", null },
        { """{"op":"remove","path":"emails[type eq \"other\"]"}""", "emails", """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""" },
        { """{"op":"remove","path":"emails[type eq \"work\"].primary"}""", "emails", """[{"value":"w@x","type":"work"},{"value":"h@x","type":"home"}]""" },
        { """{"op":"remove","path":"emails.type"}""", "emails", """[{"value":"w@x","primary":true},{"value":"h@x"}]""" },
        { """{"op":"replace","path":"emails[not (type eq \"work\") or primary eq true]","value":{"display":"d"}}""", "emails", """[{"display":"d"},{"display":"d"}]""" },
        { """{"op":"replace","path":"emails[type eq \"home\"]","value":{"value":"z@x"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"z@x","type":"home"}]""" },
        { """{"op":"add","path":"emails[type eq \"home\"]","value":{"display":"d"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","display":"d","type":"home"}]""" },

        // Okta
        { """{"op":"replace","value":{"active":false}}""", "active", "false" },
        { """{"op":"replace","value":{"password":"s3cret"}}""", "password", null },
        { """{"op":"replace","path":"password","value":"s3cret"}""", "password", null },
        { """{"op":"replace","value":{"id":"other","title":"New"}}""", "id", "\"1\"" },
        { """{"op":"replace","value":{"id":"1","groups":[],"meta":{"version":"x"},"schemas":[],"title":"New"}}""", "title", "\"New\"" },
        { """{"op":"replace","value":{"roles":["ADMIN"]}}""", "roles", """[{"value":"ADMIN"}]""" },
        { """{"op":"add","path":"roles","value":"ADMIN"}""", "roles", """[{"value":"ADMIN"}]""" },
        { """{"op":"add","path":"entitlements","value":["a","b"]}""", "entitlements", """[{"value":"a"},{"value":"b"}]""" },

        // Entra
        { """{"op":"Replace","path":"active","value":"False"}""", "active", "false" },
        { """{"op":"Add","path":"active","value":"True"}""", "active", "true" },
        { """{"op":"replace","value":{"active":"False"}}""", "active", "false" },
        { """{"op":"Replace","path":"emails[type eq \"work\"].value","value":"n@x"}""", "emails",
            """[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""" },
        { """{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"}""", "phoneNumbers", """[{"value":"+1","type":"mobile"}]""" },
        { """{"op":"Replace","path":"addresses[type eq \"work\" and primary eq true].streetAddress","value":"s"}""", "addresses",
            """[{"streetAddress":"s","type":"work","primary":true}]""" },
        { """{"op":"Replace","path":"phoneNumbers[type eq \"mobile\"].value","value":""}""", "phoneNumbers", null },
        { """{"op":"Remove","path":"emails","value":[{"$ref":null,"value":"W@x"}]}""", "emails", """[{"value":"h@x","type":"home"}]""" },
        { """{"op":"replace","value":{"name.givenName":"C","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"7"}}""", "name",
            """{"familyName":"J","givenName":"C"}""" },
        { """{"op":"replace","value":{"name.givenName":"C","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":7}}""", Ent,
            """{"employeeNumber":"7"}""" },
        { """{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d","manager":"26"}}}""", Ent,
            """{"department":"d","manager":{"value":"26"}}""" },
        { """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"department":"d"}}""", Ent, """{"department":"d"}""" },
        { """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"d"}""", Ent, """{"department":"d"}""" },
        { """{"op":"Add","path":"manager","value":[{"$ref":"../Users/26","value":"26"}]}""", Ent, """{"manager":{"value":"26","$ref":"../Users/26"}}""" },
        { """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"26"}""", Ent, """{"manager":{"value":"26"}}""" },
        { """{"op":"add","path":"manager","value":"26"},{"op":"Replace","path":"manager","value":""}""", Ent, null },
        { """{"op":"add","path":"manager","value":"26"},{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}""", Ent, null },

        // Google, Ping, JumpCloud
        { """{"op":"add","path":"emails[value eq \"g@x\"]"}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"g@x"}]""" },
        { """{"op":"add","path":"emails[value eq \"g@x\"]","value":{"type":"other"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"g@x","type":"other"}]""" },
        { """{"op":"remove","path":"emails","value":[{"value":"w@x"},{"value":"nobody"}]}""", "emails", """[{"value":"h@x","type":"home"}]""" },
        { """{"op":"remove","path":"emails","value":[{"value":"w@x","type":"home"},{"type":"home"}]}""", "emails", """[{"value":"w@x","type":"work","primary":true}]""" },
        { """{"op":"remove","path":"emails","value":[]}""", "emails", """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""" },
        { """{"op":"remove","path":"emails","value":null}""", "emails", """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""" },
        { """{"op":"replace","path":"name.givenName","value":"C"},{"op":"replace","path":"active","value":false}""", "active", "false" },
        { """{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"title":"x"}}}""", "title", "\"x\"" },

        // refused
        { """{"op":"remove"}""", "!noTarget", null },
        { """{"op":"replace","path":"emails[value co \"nobody\"].type","value":"x"}""", "!noTarget", null },
        { """{"op":"replace","path":"emails[type eq \"other\"]","value":{"value":"x"}}""", "!noTarget", null },
        { """{"op":"add","path":"emails[type sw \"other\"]","value":{"value":"x"}}""", "!noTarget", null },
        { """{"op":"replace","path":"id","value":"2"}""", "!mutability", null },
        { """{"op":"replace","path":"meta.version","value":"x"}""", "!mutability", null },
        { """{"op":"add","path":"groups","value":[{"value":"g2"}]}""", "!mutability", null },
        { """{"op":"remove","path":"groups[value eq \"g\"]"}""", "!mutability", null },
        { """{"op":"replace","path":"schemas","value":[]}""", "!mutability", null },
        { """{"op":"replace","path":"manager.displayName","value":"x"}""", "!mutability", null },
        { """{"op":"remove","path":"userName"}""", "!mutability", null },
        { """{"op":"replace","path":"userName","value":""}""", "!invalidValue", null },
        { """{"op":"replace","path":"active","value":null}""", "!invalidValue", null },
        { """{"op":"replace","value":{"active":null}}""", "!invalidValue", null },
        { """{"op":"replace","path":"active","value":1}""", "!invalidValue", null },
        { """{"op":"replace","path":"active","value":[true]}""", "!invalidValue", null },
        { """{"op":"remove","path":"active"}""", "!invalidValue", null },
        { """{"op":"replace","path":"name","value":"x"}""", "!invalidValue", null },
        { """{"op":"replace","path":"title","value":{"a":1}}""", "!invalidValue", null },
        { """{"op":"replace","value":"x"}""", "!invalidValue", null },
        { """{"op":"add","value":[{"title":"x"}]}""", "!invalidValue", null },
        { """{"op":"replace","path":"emails.primary","value":true}""", "!invalidValue", null },
        { """{"op":"remove","path":"emails","value":[{"display":"x"}]}""", "!invalidValue", null },
        { """{"op":"replace","path":"favouriteColour","value":"x"}""", "!invalidPath", null },
        { """{"op":"replace","path":"email","value":"x"}""", "!invalidPath", null },
        { """{"op":"replace","path":"name.nick","value":"x"}""", "!invalidPath", null },
        { """{"op":"replace","path":"name[givenName eq \"B\"]","value":"x"}""", "!invalidPath", null },
        { """{"op":"replace","path":"emails[type eq \"work\"].nope","value":"x"}""", "!invalidPath", null },
        { """{"op":"replace","path":"urn:x:User:title","value":"x"}""", "!invalidPath", null },
        { """{"op":"remove","path":"emails[nope eq \"work\"]"}""", "!invalidFilter", null },
        { """{"op":"remove","path":"emails[primary gt true]"}""", "!invalidFilter", null },
    };

    [Theory, MemberData(nameof(Shapes))]
    [Rfc(
        "7643-2.4-3", "7644-3.5.2-8", "7644-3.5.2-10", "7644-3.5.2.1-2", "7644-3.5.2.2-1", "7644-3.5.2.2-2",
        "7644-3.5.2.2-3", "7644-3.5.2.2-4", "7644-3.5.2.2-5", "7644-3.5.2.2-6", "7644-3.5.2.3-2", "7644-3.5.2.3-3",
        "7644-3.5.2.3-4", "7644-3.5.2.3-5")]
    public void A_patch_makes_of_a_user(string operations, string attribute, string? expected)
    {
        var user = Json.Object(Person);
        if (attribute.StartsWith('!'))
        {
            Json.AssertRefused(attribute[1..], () => Apply(user, operations));
        }
        else
        {
            var patched = Apply(user, operations).Resource;
            if (expected is null)
                Assert.False(patched.ContainsKey(attribute), patched.ToJsonString());
            else
                Json.AssertEqual(expected, patched[attribute]);
            Assert.Equal(patched.ContainsKey(Ent), patched["schemas"]!.AsArray().Any(urn => urn!.GetValue<string>() == Ent));
            Json.AssertEqual("""[{"value":"g"}]""", patched["groups"]);
        }

        Assert.True(JsonNode.DeepEquals(Json.Object(Person), user)); // The input is never changed.
    }

    [Fact, Rfc("7644-3.5.2-11", "7644-3.5.2-12")]
    public void A_patch_whose_second_operation_fails_changes_nothing()
    {
        var user = Json.Object(Person);

        Json.AssertRefused("mutability", () => Apply(user, """
            {"op":"replace","path":"title","value":"Lead"},{"op":"replace","path":"meta.version","value":"x"}
            """));

        Assert.True(JsonNode.DeepEquals(Json.Object(Person), user));
    }

    [Fact]
    public void Operations_run_in_their_order() => Json.AssertEqual("\"b\"",
        Apply(Json.Object(Person), """{"op":"add","path":"title","value":"a"},{"op":"remove","path":"title"},{"op":"add","path":"title","value":"b"}""")
            .Resource["title"]);

    [Theory]
    [InlineData("""{"op":"replace","path":"active","value":"True"}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"W@x","type":"WORK"}]}""")]
    [InlineData("""{"op":"replace","value":{"id":"1","userName":"b"}}""")]
    [InlineData("""{"op":"remove","path":"title"}""")]
    [InlineData("""{"op":"replace","value":{"password":"x"}}""")]
    [InlineData("""{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}""")]
    public void A_patch_that_changes_nothing_says_so(string operations) => Assert.False(Apply(Json.Object(Person), operations).Changed);

    [Fact]
    public void What_a_value_without_a_path_cannot_set_is_noted()
    {
        var result = Apply(Json.Object(Person), """
            {"op":"replace","value":{"id":"9","meta":{},"groups":[],"schemas":[],"password":"x","favouriteColour":"red","name.nick":"x","title":"Lead"}}
            """);

        Assert.True(result.Changed);
        Assert.Equal(["ignored: id", "ignored: meta", "ignored: groups", "ignored: favouriteColour", "ignored: name.nick"], result.Notes);
    }

    [Fact]
    public void The_result_is_held_to_the_limits()
    {
        var add = string.Join(',', Enumerable.Range(0, 98).Select(i => $$$"""{"op":"add","path":"emails","value":{"value":"e{{{i}}}"}}"""));

        Assert.Equal(100, Apply(Json.Object(Person), add).Resource["emails"]!.AsArray().Count);
        Json.AssertRefused("invalidValue", () => Apply(Json.Object(Person), add + """,{"op":"add","path":"emails","value":{"value":"one more"}}"""));
        Json.AssertRefused("invalidValue", () => Apply(Json.Object(Person), $$"""{"op":"add","path":"userName","value":"{{new string('x', 257)}}"}"""));
    }

    [Fact]
    public void Under_the_strict_dialect_the_engine_reads_the_RFC_to_the_letter()
    {
        var operations = Parse("""{"op":"remove","path":"emails","value":[{"value":"w@x"}]}""");

        Assert.False(PatchEngine.Apply(Json.Object(Person), operations, CoreSchemas.UserResourceType, dialect: Dialect.Strict).Resource.ContainsKey("emails"));
    }

    [Fact]
    public void A_group_is_patched_without_its_members()
    {
        var group = Json.Object("""{"id":"g","displayName":"Old"}""");
        var operations = Parse("""{"op":"replace","value":{"id":"g","displayName":"New"}},{"op":"add","path":"members","value":[{"value":"a"}]}""");
        var members = CollectionPatch.Split(operations, "members", CoreSchemas.GroupResourceType);

        var patched = PatchEngine.Apply(group, members.Remaining, CoreSchemas.GroupResourceType).Resource;

        Json.AssertEqual($$"""{"schemas":["{{ScimUrns.Group}}"],"id":"g","displayName":"New"}""", patched);
    }

    private static IReadOnlyList<PatchOperation> Parse(string operations) =>
        PatchRequest.Parse(Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""")).Operations;

    private static PatchResult Apply(JsonObject user, string operations) =>
        PatchEngine.Apply(user, Parse(operations), CoreSchemas.UserResourceType);
}
