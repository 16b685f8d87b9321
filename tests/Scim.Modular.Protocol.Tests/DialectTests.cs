using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class DialectTests
{
    private const string Person = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"1","userName":"b","name":{"familyName":"J","givenName":"B"},"active":true,
         "emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}]}
        """;

    private const string Ent = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly Dialect[] Lenient = [Dialect.Generic, Dialect.Okta, Dialect.Entra, Dialect.OneLogin, Dialect.JumpCloud];

    // What every lenient dialect reads: operations → attribute → value, then what strict and interop make of the same operations.
    public static TheoryData<string, string, string?, string, string> Patches { get; } = new()
    {
        { """{"op":"replace","value":{"active":false}}""", "active", "false", "=", "invalidSyntax" },
        { """{"op":"replace","path":"active","value":false}""", "active", "false", "=", "=" },
        { """{"op":"Replace","path":"active","value":false}""", "active", "false", "invalidSyntax", "invalidSyntax" },
        { """{"op":"replace","path":"active","value":"False"}""", "active", "false", "invalidValue", "invalidValue" },
        { """{"op":"replace","path":"title","value":7}""", "title", "\"7\"", "invalidValue", "invalidValue" },
        { """{"op":"add","path":"title","value":"x"},{"op":"replace","path":"TITLE","value":""}""", "title", null, "\"\"", "invalidSyntax" },
        { """{"op":"add","path":"title","value":"x"},{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":null}""",
            "title", null, "=", "invalidSyntax" },
        { """{"op":"replace","path":"name","value":{"givenName":"C"}}""", "name", """{"familyName":"J","givenName":"C"}""", "=", """{"givenName":"C"}""" },
        { """{"op":"add","path":"name","value":{"givenName":"C"}}""", "name", """{"familyName":"J","givenName":"C"}""", "=", "=" },
        { """{"op":"add","path":"emails","value":{"value":"n@x"}}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"n@x"}]""", "=", "=" },
        { """{"op":"replace","path":"emails","value":{"value":"n@x"}}""", "emails", """[{"value":"n@x"}]""", "invalidValue", "invalidValue" },
        { """{"op":"replace","path":"emails","value":[{"value":"n@x","type":"weekend"}]}""", "emails", """[{"value":"n@x","type":"weekend"}]""",
            "=", "invalidValue" },
        { """{"op":"replace","path":"emails[type eq \"home\"].type","value":"weekend"}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"weekend"}]""", "=", "invalidValue" },
        { """{"op":"replace","path":"emails.type","value":"OTHER"}""", "emails",
            """[{"value":"w@x","type":"OTHER","primary":true},{"value":"h@x","type":"OTHER"}]""", "=", "=" },
        { """{"op":"replace","path":"roles","value":[{"value":"r","type":"weekend"}]}""", "roles", """[{"value":"r","type":"weekend"}]""", "=", "=" },
        { """{"op":"add","path":"roles","value":["ADMIN"]}""", "roles", """[{"value":"ADMIN"}]""", "invalidValue", "invalidValue" },
        { $$$$"""{"op":"add","path":"{{{{Ent}}}}:manager","value":"26"}""", Ent, """{"manager":{"value":"26"}}""", "invalidValue", "invalidValue" },
        { $$$$"""{"op":"add","path":"{{{{Ent}}}}:manager","value":[{"value":"26"}]}""", Ent, """{"manager":{"value":"26"}}""", "invalidValue", "invalidValue" },
        { $$$$"""{"op":"add","path":"{{{{Ent}}}}:manager","value":{"value":"26"}}""", Ent, """{"manager":{"value":"26"}}""", "=", "=" },
        { """{"op":"replace","value":{"name.givenName":"C"}}""", "name", """{"familyName":"J","givenName":"C"}""", "invalidSyntax", "invalidSyntax" },
        { $$$$"""{"op":"replace","value":{"{{{{Ent}}}}:department":"d"}}""", Ent, """{"department":"d"}""", "invalidSyntax", "invalidSyntax" },
        { $$$$"""{"op":"replace","value":{"{{{{Ent}}}}":{"department":"d"}}}""", Ent, """{"department":"d"}""", "=", "invalidSyntax" },
        { $$$$"""{"op":"replace","value":{"{{{{Ent}}}}":{"manager.value":"26"}}}""", Ent, """{"manager":{"value":"26"}}""", "invalidSyntax", "invalidSyntax" },
        { $$$$"""{"op":"replace","value":{"{{{{ScimUrns.User}}}}":{"title":"x"}}}""", "title", "\"x\"", "invalidSyntax", "invalidSyntax" },
        { """{"op":"replace","value":{"emails[type eq \"work\"].value":"n@x"}}""", "emails",
            """[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""", "invalidSyntax", "invalidSyntax" },
        { """{"op":"replace","value":{"id":"9","title":"x"}}""", "title", "\"x\"", "mutability", "invalidSyntax" },
        { """{"op":"replace","value":{"colour":"red","title":"x"}}""", "title", "\"x\"", "invalidSyntax", "invalidSyntax" },
        { """{"op":"remove","path":"emails","value":[{"value":"w@x"}]}""", "emails", """[{"value":"h@x","type":"home"}]""", "invalidSyntax", "invalidSyntax" },
        { """{"op":"remove","path":"emails[type eq \"work\"]"}""", "emails", """[{"value":"h@x","type":"home"}]""", "=", "invalidPath" },
        { """{"op":"remove","path":"emails[type eq \"work\"].primary"}""", "emails", """[{"value":"w@x","type":"work"},{"value":"h@x","type":"home"}]""",
            "=", "=" },
        { """{"op":"remove","path":"emails[type pr].primary"}""", "emails", """[{"value":"w@x","type":"work"},{"value":"h@x","type":"home"}]""",
            "=", "invalidFilter" },
        { """{"op":"add","path":"emails[value eq \"g@x\"]"}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"},{"value":"g@x"}]""", "invalidValue", "invalidValue" },
        { """{"op":"replace","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"}""", "phoneNumbers", """[{"value":"+1","type":"mobile"}]""",
            "noTarget", "noTarget" },
        { """{"op":"add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"}""", "phoneNumbers", """[{"value":"+1","type":"mobile"}]""",
            "noTarget", "noTarget" },
        { """{"op":"replace","path":"emails[type eq \"home\"]","value":[{"value":"n@x"}]}""", "emails",
            """[{"value":"w@x","type":"work","primary":true},{"value":"n@x","type":"home"}]""", "invalidValue", "invalidPath" },
    };

    [Theory, MemberData(nameof(Patches))]
    public void A_patch_is_read_by_dialect(string operations, string attribute, string? lenient, string strict, string interop)
    {
        foreach (var dialect in Lenient)
            AssertPatched(operations, attribute, lenient, dialect);
        AssertPatched(operations, attribute, strict == "=" ? lenient : strict, Dialect.Strict);
        AssertPatched(operations, attribute, interop == "=" ? lenient : interop, Dialect.Interop);
    }

    // bodies → attribute → value, then what strict and interop make of the same body
    [Theory]
    [InlineData("""{"active":"False"}""", "active", "false", "invalidValue", "invalidValue")]
    [InlineData("""{"active":false}""", "active", "false", "=", "=")]
    [InlineData("""{"title":7}""", "title", "\"7\"", "invalidValue", "invalidValue")]
    [InlineData("""{"title":""}""", "title", null, "\"\"", "\"\"")]
    [InlineData("""{"title":null,"emails":[],"name":{"givenName":null}}""", "name", null, "=", "=")]
    [InlineData("""{"externalId":""}""", "externalId", null, "=", "=")]
    [InlineData("""{"emails":{"value":"a"}}""", "emails", """[{"value":"a"}]""", "invalidValue", "invalidValue")]
    [InlineData("""{"emails":[{"value":"a","type":"WORK"}]}""", "emails", """[{"value":"a","type":"WORK"}]""", "=", "=")]
    [InlineData("""{"emails":[{"value":"a","type":"weekend"}]}""", "emails", """[{"value":"a","type":"weekend"}]""", "=", "invalidValue")]
    [InlineData("""{"roles":"ADMIN"}""", "roles", """[{"value":"ADMIN"}]""", "invalidValue", "invalidValue")]
    [InlineData("""{"colour":"red"}""", "colour", null, "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"name":{"nick":"red"}}""", "name", null, "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"id":"9","meta":{},"groups":[{"value":"g"}],"password":"s3cret"}""", "groups", null, "=", "=")]
    [InlineData("""{"schemas":["urn:scim:schemas:core:1.0"]}""", "title", null, "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"schemas":[]}""", "title", null, "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0User"]}""",
        "title", null, "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"schemas":["URN:ietf:params:scim:schemas:core:2.0:user","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}""",
        "title", null, "=", "=")]
    public void A_body_is_read_by_dialect(string sent, string attribute, string? lenient, string strict, string interop)
    {
        foreach (var dialect in Lenient)
            AssertBound(sent, attribute, lenient, dialect);
        AssertBound(sent, attribute, strict == "=" ? lenient : strict, Dialect.Strict);
        AssertBound(sent, attribute, interop == "=" ? lenient : interop, Dialect.Interop);
    }

    [Fact]
    public void Only_OneLogin_means_a_manager_by_managerId()
    {
        const string body = """{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"managerId":"26"}}}""";

        AssertBound(body, Ent, """{"manager":{"value":"26"}}""", Dialect.OneLogin);
        AssertPatched("""{"op":"replace","value":BODY}""".Replace("BODY", body, StringComparison.Ordinal), Ent, """{"manager":{"value":"26"}}""",
            Dialect.OneLogin);
        AssertBound(body, Ent, null, Dialect.Generic);
        AssertBound(body, Ent, "invalidSyntax", Dialect.Strict);
    }

    [Theory]
    [InlineData("email eq \"w@x\"", "generic okta entra onelogin jumpcloud")]
    [InlineData("emails[type eq \"work\"].value eq \"w@x\"", "generic okta entra onelogin jumpcloud")]
    [InlineData("emails[type eq \"work\" and value eq \"w@x\"]", "generic okta entra onelogin jumpcloud strict interop")]
    [InlineData("userName eq b", "generic entra")]
    [InlineData("externalId eq 00u18ep2sjm", "generic entra")]
    [InlineData("emails.value eq w@x and (userName eq b or title eq a-b)", "generic entra")]
    [InlineData("emails[type eq work]", "generic entra")]
    [InlineData("userName eq 7@example.com", "generic entra")]
    [InlineData("userName eq true@example.com or userName eq 701984-x", "generic entra")]
    [InlineData("userName eq 2819c223-7f76-453a-919d-413861904646", "generic entra")]
    [InlineData("userName eq \"7\"x", "")]
    [InlineData("userName eq (b)", "")]
    [InlineData("externalId eq 701984", "entra")]
    [InlineData("externalId eq 0012", "entra")]
    [InlineData("userName eq and", "")]
    [InlineData("userName eq b c", "")]
    [InlineData("userName eq 'b'", "")]
    [InlineData("userName eq b\"c", "")]
    [InlineData("userName eq true", "")]
    [InlineData("userName eq ", "")]
    [InlineData("active eq \"yes\"", "")]
    [InlineData("active eq yes", "")]
    public void A_filter_is_read_by(string filter, string dialects)
    {
        var reads = new[] { Dialect.Generic, Dialect.Okta, Dialect.Entra, Dialect.OneLogin, Dialect.JumpCloud, Dialect.Strict, Dialect.Interop }
            .Where(dialect => Reads(filter, dialect)).Select(dialect => dialect.Name);

        Assert.Equal(dialects, string.Join(' ', reads));
    }

    [Fact]
    public void An_unquoted_word_is_the_string_that_it_would_be_in_quotes() => Assert.Equal(
        FilterParser.Parse("externalId eq \"j.young@example.com\" or not (title eq \"a-1\")"),
        FilterParser.Parse("externalId eq j.young@example.com or not (title eq a-1)", dialect: Dialect.Entra));

    [Fact]
    public void An_unquoted_word_may_select_values_in_a_path() => AssertPatched(
        """{"op":"replace","path":"emails[type eq work].value","value":"n@x"}""", "emails",
        """[{"value":"n@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""", Dialect.Entra);

    // operations on members → what strict makes of them, and interop
    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a"}]}""", "+a", "+a")]
    [InlineData("""{"op":"add","path":"members","value":{"value":"a"}}""", "+a", "+a")]
    [InlineData("""{"op":"replace","path":"members","value":{"value":"a"}}""", "invalidValue", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\"]"}""", "-a", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"a"}]}""", "invalidSyntax", "invalidSyntax")]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"]"}""", "invalidValue", "invalidValue")]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"]","value":{"value":"a"}}""", "invalidPath", "invalidPath")]
    [InlineData("""{"op":"add","value":{"members":[{"value":"a"}]}}""", "+a", "invalidSyntax")]
    [InlineData("""{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"a"}]}""", "* +a", "invalidSyntax")]
    public void Members_are_patched_by_dialect(string operations, string strict, string interop)
    {
        AssertMembers(strict, operations, Dialect.Strict);
        AssertMembers(interop, operations, Dialect.Interop);
    }

    [Fact]
    public void A_refusal_says_which_operation_it_is_about()
    {
        var error = Json.AssertRefused("invalidSyntax", () => Parse("""
            {"op":"add","path":"title","value":"x"},{"op":"remove","path":"emails","value":[{"value":"w@x"}]}
            """, Dialect.Strict));

        Assert.Contains("Operation 2:", error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("okta", "lenient", "okta")]
    [InlineData("entra", "lenient", "entra")]
    [InlineData("onelogin", "lenient", "onelogin")]
    [InlineData("jumpcloud", "lenient", "jumpcloud")]
    [InlineData("generic", "lenient", "generic")]
    [InlineData("somebody", "lenient", "generic")]
    [InlineData("okta", "strict", "strict")]
    [InlineData("entra", "interop", "interop")]
    public void A_directory_has_the_dialect(string provider, string profile, string name) => Assert.Equal(name, Dialect.Of(provider, profile).Name);

    [Fact]
    public void A_profile_that_is_none_is_a_mistake() => Assert.Throws<ArgumentException>(() => Dialect.Of("okta", "loose"));

    // What one dialect stored, another may patch: only what is new is judged.
    [Fact]
    public void What_is_stored_is_not_judged_again()
    {
        var stored = Json.Object("""{"userName":"b","title":"","emails":[{"value":"a","type":"weekend"}]}""");
        var patched = PatchEngine.Apply(stored, Parse("""{"op":"replace","path":"nickName","value":"n"}""", Dialect.Interop),
            CoreSchemas.UserResourceType, dialect: Dialect.Interop).Resource;

        Json.AssertEqual($$"""
            {"schemas":["{{ScimUrns.User}}"],"userName":"b","nickName":"n","title":"","emails":[{"value":"a","type":"weekend"}]}
            """, patched);
    }

    private static void AssertPatched(string operations, string attribute, string? expected, Dialect dialect)
    {
        JsonObject Patched() => PatchEngine.Apply(
            Json.Object(Person), Parse(operations, dialect), CoreSchemas.UserResourceType, dialect: dialect).Resource;
        AssertIs(expected, attribute, Patched, dialect);
    }

    private static void AssertBound(string sent, string attribute, string? expected, Dialect dialect)
    {
        var body = Json.Object(sent);
        body["userName"] = "b";
        if (!body.ContainsKey("schemas"))
            body["schemas"] = new JsonArray(ScimUrns.User);
        AssertIs(expected, attribute, () => ResourceBinder.Bind(body, CoreSchemas.UserResourceType, dialect: dialect).Attributes, dialect);
    }

    private static void AssertIs(string? expected, string attribute, Func<JsonObject> made, Dialect dialect)
    {
        if (expected is not null && char.IsAsciiLetter(expected[0]) && expected is not ("true" or "false"))
        {
            Json.AssertRefused(expected, () => made());
            return;
        }

        var resource = made();
        if (expected is null)
            Assert.False(resource.ContainsKey(attribute), $"{dialect.Name}: {resource.ToJsonString()}");
        else
            Json.AssertEqual(expected, resource[attribute]);
    }

    private static void AssertMembers(string expected, string operations, Dialect dialect)
    {
        CollectionPatch Split() =>
            CollectionPatch.Split(Parse(operations, dialect), "members", CoreSchemas.GroupResourceType, dialect: dialect);
        if (char.IsAsciiLetter(expected[0]))
        {
            Json.AssertRefused(expected, () => Split());
            return;
        }

        var patch = Split();
        var folded = patch.Changes.Select(change => (change.Value ? "+" : "-") + change.Key);
        Assert.Equal(expected, string.Join(' ', patch.ReplacesAll ? folded.Prepend("*") : folded));
    }

    private static bool Reads(string filter, Dialect dialect)
    {
        try
        {
            TypedFilter.Bind(FilterParser.Parse(filter, dialect: dialect), CoreSchemas.UserResourceType, dialect: dialect);
            return true;
        }
        catch (ScimException error) when (error.ScimType == ScimTypes.InvalidFilter)
        {
            return false;
        }
    }

    private static IReadOnlyList<PatchOperation> Parse(string operations, Dialect dialect) => PatchRequest.Parse(
        Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}"""), dialect: dialect).Operations;
}
