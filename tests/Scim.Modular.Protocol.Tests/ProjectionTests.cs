using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class ProjectionTests
{
    private const string Ent = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private const string Person = """
        {"schemas":["s"],"id":"1","userName":"b","name":{"familyName":"J","givenName":"B"},"emails":[{"value":"a","type":"work"},{"value":"b"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d","manager":{"value":"26"}},"meta":{"version":"1"}}
        """;

    [Theory, Rfc("7644-3.4.2.5-3", "7644-3.4.2.5-4", "7644-3.4.2.5-5", "7644-3.9-1", "7644-3.9-3")]
    [InlineData("userName", null, """{"schemas":["s"],"id":"1","userName":"b"}""")]
    [InlineData(" USERNAME , nope,,", null, """{"schemas":["s"],"id":"1","userName":"b"}""")]
    [InlineData("nope", null, """{"schemas":["s"],"id":"1"}""")]
    [InlineData("name.givenName", null, """{"schemas":["s"],"id":"1","name":{"givenName":"B"}}""")]
    [InlineData("name.givenName,name", null, """{"schemas":["s"],"id":"1","name":{"familyName":"J","givenName":"B"}}""")]
    [InlineData("emails.type", null, """{"schemas":["s"],"id":"1","emails":[{"type":"work"}]}""")]
    [InlineData("emails.display", null, """{"schemas":["s"],"id":"1"}""")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName,meta.version", null, """{"schemas":["s"],"id":"1","userName":"b","meta":{"version":"1"}}""")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", null,
        """{"schemas":["s"],"id":"1","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d"}}""")]
    [InlineData("URN:ietf:params:scim:schemas:extension:enterprise:2.0:user", null,
        """{"schemas":["s"],"id":"1","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d","manager":{"value":"26"}}}""")]
    [InlineData("manager.value", null,
        """{"schemas":["s"],"id":"1","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"26"}}}""")]
    [InlineData(null, "id,schemas,name,meta,emails,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", """{"schemas":["s"],"id":"1","userName":"b"}""")]
    [InlineData(null, "userName,name.givenName,emails.value,department,meta,nope",
        """{"schemas":["s"],"id":"1","name":{"familyName":"J"},"emails":[{"type":"work"}],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"26"}}}""")]
    public void A_projection_shows(string? attributes, string? excluded, string expected)
    {
        var person = Json.Object(Person);
        Json.AssertEqual(expected, AttributeProjection.Parse(attributes, excluded, CoreSchemas.UserResourceType).Apply(person));
        Assert.True(JsonNode.DeepEquals(Json.Object(Person), person));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", " ")]
    [InlineData(null, "nope")]
    public void Without_names_a_projection_shows_everything(string? attributes, string? excluded)
    {
        var projection = AttributeProjection.Parse(attributes, excluded, CoreSchemas.UserResourceType);
        var person = Json.Object(Person);

        Assert.True(projection.IsEverything);
        Assert.Same(person, projection.Apply(person));
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "members", false)]
    [InlineData(null, "MEMBERS", false)]
    [InlineData(null, "urn:ietf:params:scim:schemas:core:2.0:Group:members", false)]
    [InlineData(null, "members.display", true)]
    [InlineData(null, "displayName", true)]
    [InlineData("displayName", null, false)]
    [InlineData("nope", null, false)]
    [InlineData("displayName,members.value", null, true)]
    public void Members_are_wanted(string? attributes, string? excluded, bool wanted)
    {
        var projection = AttributeProjection.Parse(attributes, excluded, CoreSchemas.GroupResourceType);

        Assert.Equal(wanted, projection.Wants("members"));
        Assert.True(projection.Wants("id"));
        Assert.False(projection.Wants("nope"));
    }

    [Fact]
    public void Both_parameters_at_once_are_refused() =>
        Json.AssertRefused("invalidValue", () => AttributeProjection.Parse("userName", "name", CoreSchemas.UserResourceType));

    [Fact, Rfc("7643-7-12")]
    public void What_is_returned_never_or_on_request_is_kept_back()
    {
        var type = new ResourceTypeDefinition
        {
            Name = "Key",
            Endpoint = "/Keys",
            Schema = new SchemaDefinition
            {
                Id = "urn:x:Key",
                Name = "Key",
                Attributes =
                [
                    new AttributeDefinition { Name = "secret", Returned = Returned.Never },
                    new AttributeDefinition { Name = "photo", Returned = Returned.Request },
                    new AttributeDefinition { Name = "label", Returned = Returned.Always },
                    new AttributeDefinition { Name = "note" },
                ],
            },
        };
        var key = Json.Object("""{"id":"1","secret":"s","photo":"p","label":"l","note":"n"}""");

        Json.AssertEqual("""{"id":"1","label":"l","note":"n"}""", AttributeProjection.Parse(null, null, type).Apply(key));
        Json.AssertEqual("""{"id":"1","photo":"p","label":"l"}""", AttributeProjection.Parse("photo,secret", null, type).Apply(key));
        Json.AssertEqual("""{"id":"1","label":"l"}""", AttributeProjection.Parse(null, "label,note", type).Apply(key));
    }

    private static readonly ResourceTypeDefinition Parts = new()
    {
        Name = "Key",
        Endpoint = "/Keys",
        Schema = new SchemaDefinition
        {
            Id = "urn:x:Key",
            Name = "Key",
            Attributes =
            [
                new AttributeDefinition { Name = "photo", Returned = Returned.Request },
                new AttributeDefinition
                {
                    Name = "holders", Type = AttributeType.Complex, MultiValued = true,
                    SubAttributes =
                    [
                        new AttributeDefinition { Name = "value", Returned = Returned.Always },
                        new AttributeDefinition { Name = "display" },
                        new AttributeDefinition { Name = "note", Returned = Returned.Request },
                        new AttributeDefinition { Name = "secret", Returned = Returned.Never },
                    ],
                },
            ],
        },
    };

    // `returned` of sub-attributes, with what was just written in the last column
    [Theory]
    [InlineData(null, null, null, """{"holders":[{"value":"v","display":"d"}]}""")]
    [InlineData("holders.display", null, null, """{"holders":[{"value":"v","display":"d"}]}""")]
    [InlineData("holders.note,photo", null, null, """{"photo":"p","holders":[{"value":"v","note":"n"}]}""")]
    [InlineData("holders", null, null, """{"holders":[{"value":"v","display":"d"}]}""")]
    [InlineData("urn:x:Key:HOLDERS.note,holders.secret", null, null, """{"holders":[{"value":"v","note":"n"}]}""")]
    [InlineData("photo", null, null, """{"photo":"p"}""")]
    [InlineData(null, "holders.value,holders.display", null, """{"holders":[{"value":"v"}]}""")]
    [InlineData(null, "holders", null, "{}")]
    [InlineData(null, null, """{"photo":"p"}""", """{"photo":"p","holders":[{"value":"v","display":"d"}]}""")]
    [InlineData(null, null, """{"holders":[{"note":"n"}]}""", """{"holders":[{"value":"v","display":"d","note":"n"}]}""")]
    [InlineData(null, "photo", """{"photo":"p"}""", """{"holders":[{"value":"v","display":"d"}]}""")]
    public void Parts_of_values_are_shown(string? attributes, string? excluded, string? written, string expected)
    {
        var projection = AttributeProjection.Parse(attributes, excluded, Parts);
        if (written is not null)
            projection = projection.Written(Json.Object(written));
        Json.AssertEqual(expected, projection.Apply(Json.Object("""
            {"photo":"p","holders":[{"value":"v","display":"d","note":"n","secret":"s"}]}
            """)));
    }
}
