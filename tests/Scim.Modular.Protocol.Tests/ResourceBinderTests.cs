using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class ResourceBinderTests
{
    [Fact]
    public void What_Okta_posts_is_bound_without_password_and_groups()
    {
        var bound = Bind("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"T.J@x","name":{"givenName":"t","familyName":"j"},
             "emails":[{"primary":true,"value":"t.j@x"}],"externalId":"00u18ep2sjmnGT1wk698","groups":[],"password":"s3cret","active":true}
            """);

        Assert.Equal("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"externalId":"00u18ep2sjmnGT1wk698","userName":"T.J@x","name":{"familyName":"j","givenName":"t"},"active":true,"emails":[{"value":"t.j@x","primary":true}]}
            """, bound.Attributes.ToJsonString());
        Assert.Empty(bound.Notes);
    }

    [Theory]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("\"true\"", "true")]
    [InlineData("\"True\"", "true")]
    [InlineData("\"False\"", "false")]
    [InlineData("\"FALSE\"", "false")]
    [InlineData("null", null)]
    [InlineData("0", null)]
    [InlineData("1", null)]
    [InlineData("\"\"", null)]
    [InlineData("\"1\"", null)]
    [InlineData("\"yes\"", null)]
    [InlineData("\" true\"", null)]
    [InlineData("[]", null)]
    [InlineData("[true]", null)]
    [InlineData("[false]", null)]
    [InlineData("{}", null)]
    [InlineData("{\"value\":true}", null)]
    public void Active_is_said_or_refused_but_never_guessed(string sent, string? bound)
    {
        var body = $$"""{"userName":"b","active":{{sent}}}""";
        if (bound is null)
            Assert.Contains("'active'", Json.AssertRefused("invalidValue", () => Bind(body)).Detail, StringComparison.Ordinal);
        else
            Json.AssertEqual(bound, Bind(body).Attributes["active"]);
    }

    [Fact]
    public void An_absent_active_stays_absent() => Assert.False(Bind("""{"userName":"b"}""").Attributes.ContainsKey("active"));

    // attribute as sent → as bound
    [Theory]
    [InlineData("""{"title":null,"nickName":"","roles":[],"name":{},"emails":[null,{},{"value":""}]}""", "{}")]
    [InlineData("""{"TITLE":"x","NAME":{"GIVENNAME":"y"}}""", """{"name":{"givenName":"y"},"title":"x"}""")]
    [InlineData("""{"emails":{"value":"a@x"}}""", """{"emails":[{"value":"a@x"}]}""")]
    [InlineData("""{"roles":"ADMIN","entitlements":["a","b"]}""", """{"roles":[{"value":"ADMIN"}],"entitlements":[{"value":"a"},{"value":"b"}]}""")]
    [InlineData("""{"roles":[{"value":"r","type":"anything"}]}""", """{"roles":[{"value":"r","type":"anything"}]}""")]
    [InlineData("""{"emails":[{"value":"a","primary":"True"},{"value":"b","primary":"false"}]}""",
        """{"emails":[{"value":"a","primary":true},{"value":"b","primary":false}]}""")]
    [InlineData("""{"externalId":701984,"title":1.5}""", """{"externalId":"701984","title":"1.5"}""")]
    [InlineData("""{"id":null,"meta":{"version":"x"},"groups":[{"value":"g"}],"schemas":["urn:scim:schemas:core:1.0"]}""", "{}")]
    [InlineData("""{"title":"${7*7}{{7*7}}{0}%s"}""", """{"title":"${7*7}{{7*7}}{0}%s"}""")]
    public void An_imprecise_value_is_read_as(string sent, string bound)
    {
        var body = Json.Object(sent);
        body["userName"] = "b";
        var attributes = ResourceBinder.Bind(body, CoreSchemas.UserResourceType).Attributes;
        attributes.Remove("schemas");
        attributes.Remove("userName");
        Json.AssertEqual(bound, attributes);
    }

    [Theory]
    [InlineData("""{"employeeNumber":701984,"manager":"26"}""", """{"employeeNumber":"701984","manager":{"value":"26"}}""")]
    [InlineData("""{"manager":[{"value":"26","displayName":"ignored","$ref":"../Users/26"}]}""", """{"manager":{"value":"26","$ref":"../Users/26"}}""")]
    public void The_enterprise_extension_is_bound_under_its_canonical_URN(string sent, string bound)
    {
        var attributes = Bind($$"""{"userName":"b","URN:ietf:params:scim:schemas:extension:enterprise:2.0:user":{{sent}}}""").Attributes;

        Json.AssertEqual(bound, attributes[ScimUrns.EnterpriseUser]);
        Json.AssertEqual($"""["{ScimUrns.User}","{ScimUrns.EnterpriseUser}"]""", attributes["schemas"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"department":"","manager":{"value":null}}""")]
    public void An_extension_without_data_is_not_in_schemas(string sent) => Json.AssertEqual(
        $$"""{"schemas":["{{ScimUrns.User}}"],"userName":"b"}""",
        Bind($$"""{"schemas":["{{ScimUrns.EnterpriseUser}}"],"userName":"b","{{ScimUrns.EnterpriseUser}}":{{sent}}}""").Attributes);

    [Fact]
    public void What_is_unknown_is_left_out_and_noted_by_path()
    {
        var bound = Bind("""
            {"userName":"b","favouriteColour":"red","name":{"nick":"x"},"emails":[{"value":"a","x":1},{"value":"b","x":2}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0User":{"department":"d"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"room":"7"}}
            """);

        Assert.Equal(
            ["ignored: name.nick", "ignored: emails.x", $"ignored: {ScimUrns.EnterpriseUser}:room", "ignored: favouriteColour",
                "ignored: urn:ietf:params:scim:schemas:extension:enterprise:2.0User"],
            bound.Notes);
    }

    [Fact]
    public void Notes_are_capped()
    {
        var body = new JsonObject { ["userName"] = "b" };
        for (var i = 0; i < 500; i++)
            body["x" + i] = 1;

        var notes = ResourceBinder.Bind(body, CoreSchemas.UserResourceType).Notes;

        Assert.Equal(21, notes.Count);
        Assert.Equal("and others", notes[^1]);
    }

    [Theory]
    [InlineData("""{}""", "'userName' is required")]
    [InlineData("""{"userName":""}""", "'userName' is required")]
    [InlineData("""{"userName":null}""", "'userName' is required")]
    [InlineData("""{"userName":{"a":1}}""", "'userName' must be a string")]
    [InlineData("""{"userName":["b"]}""", "'userName' must be a string")]
    [InlineData("""{"userName":true}""", "'userName' must be a string")]
    [InlineData("""{"userName":"b","name":"x"}""", "'name' must be an object")]
    [InlineData("""{"userName":"b","name":[{"givenName":"x"}]}""", "'name' must be an object")]
    [InlineData("""{"userName":"b","name":{"givenName":["x"]}}""", "'name.givenName' must be a string")]
    [InlineData("""{"userName":"b","emails":"x"}""", "'emails' must be an array of objects")]
    [InlineData("""{"userName":"b","emails":[1]}""", "'emails' must be an array of objects")]
    [InlineData("""{"userName":"b","emails":[{"value":{}},{"value":{"a":1}}]}""", "'emails.value' must be a string")]
    [InlineData("""{"userName":"b","emails":[{"value":"a","primary":1}]}""", "'emails.primary' must be true or false")]
    [InlineData("""{"userName":"b","emails":[{"value":"a","primary":true},{"value":"b","primary":"true"}]}""", "more than one primary")]
    [InlineData("""{"userName":"b","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"x"}""", "must be an object")]
    public void A_value_of_the_wrong_type_is_refused_by_path(string body, string detail) =>
        Assert.Contains(detail, Json.AssertRefused("invalidValue", () => Bind(body)).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("title", 4096)]
    [InlineData("userName", 256)]
    [InlineData("externalId", 256)]
    public void A_string_is_as_long_as_its_limit_and_not_one_more(string name, int limit)
    {
        Bind(Body(limit));
        Assert.Contains($"'{name}' has {limit + 1} characters; at most {limit}",
            Json.AssertRefused("invalidValue", () => Bind(Body(limit + 1))).Detail, StringComparison.Ordinal);

        string Body(int length)
        {
            var body = new JsonObject { ["userName"] = "b" };
            body[name] = new string('x', length);
            return body.ToJsonString();
        }
    }

    [Fact]
    public void A_multivalued_attribute_has_as_many_values_as_its_limit_and_not_one_more()
    {
        Bind(Body(100));
        Assert.Contains("'emails'", Json.AssertRefused("invalidValue", () => Bind(Body(101))).Detail, StringComparison.Ordinal);

        var members = ResourceBinder.Bind(
            new JsonObject { ["displayName"] = "g", ["members"] = Values(1_000) }, CoreSchemas.GroupResourceType).Attributes["members"];
        Assert.Equal(1_000, members!.AsArray().Count);

        static string Body(int count) => new JsonObject { ["userName"] = "b", ["emails"] = Values(count) }.ToJsonString();
        static JsonArray Values(int count) => [.. Enumerable.Range(0, count).Select(i => new JsonObject { ["value"] = $"v{i}" })];
    }

    [Fact]
    public void A_group_needs_a_name_and_may_carry_unknown_keys()
    {
        Json.AssertRefused("invalidValue", () => ResourceBinder.Bind(Json.Object("""{"members":[]}"""), CoreSchemas.GroupResourceType));
        var group = ResourceBinder.Bind(Json.Object("""
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
             "displayName":"g","description":"d","members":[{"value":"1","display":"x","type":"User"}]}
            """), CoreSchemas.GroupResourceType);

        Json.AssertEqual($$"""{"schemas":["{{ScimUrns.Group}}"],"displayName":"g","members":[{"value":"1","type":"User"}]}""", group.Attributes);
        Assert.Equal(["ignored: description"], group.Notes);
    }

    [Fact]
    public void A_body_is_not_changed_by_binding()
    {
        var body = Samples.EnterpriseUser();
        var before = body.DeepClone();
        ResourceBinder.Bind(body, CoreSchemas.UserResourceType);
        Assert.True(JsonNode.DeepEquals(before, body));
    }

    [Fact]
    public void Text_that_a_database_would_refuse_is_refused_in_every_string()
    {
        foreach (var text in (string[])["a\0b", "\ud800", "\udc00x"])
        {
            Json.AssertRefused("invalidValue", () => Bind(new JsonObject { ["userName"] = text }));
            Json.AssertRefused("invalidValue", () => Bind(new JsonObject { ["userName"] = "b", ["emails"] = new JsonArray(new JsonObject { ["type"] = text }) }));
        }
    }

    private static BoundResource Bind(string body) => Bind(Json.Object(body));

    private static BoundResource Bind(JsonObject body) => ResourceBinder.Bind(body, CoreSchemas.UserResourceType);
}
