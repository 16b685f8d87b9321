using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class MessagesTests
{
    [Fact, Rfc("7644-3.12-2")]
    public void The_status_of_an_error_is_a_string()
    {
        Json.AssertEqual($$"""{"schemas":["{{ScimUrns.Error}}"],"status":"404","detail":"d"}""", ScimError.ToJson(404, null, "d"));
        Json.AssertEqual($$"""{"schemas":["{{ScimUrns.Error}}"],"status":"400","scimType":"noTarget","detail":"d"}""",
            ScimError.ToJson(ScimException.NoTarget("d")));
    }

    [Fact]
    public void The_numbers_of_a_list_are_integers_and_an_empty_list_is_an_array() => Assert.Equal(
        """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":7,"startIndex":1,"itemsPerPage":0,"Resources":[]}""",
        ListResponse.Create([], totalResults: 7).ToJsonString());

    [Fact]
    public void A_list_holds_its_resources() => Assert.Equal(
        2, ListResponse.Create([new JsonObject(), new JsonObject()], 2, 1)["itemsPerPage"]!.GetValue<int>());

    [Fact, Rfc("7643-7-1")]
    public void A_schema_is_represented_as_RFC_7643_says()
    {
        var schema = CoreSchemas.User.ToJson();
        var emails = schema["attributes"]!.AsArray().Single(attribute => attribute!["name"]!.GetValue<string>() == "emails")!;
        var type = emails["subAttributes"]!.AsArray().Single(attribute => attribute!["name"]!.GetValue<string>() == "type")!;

        Assert.Equal(ScimUrns.User, schema["id"]!.GetValue<string>());
        Json.AssertEqual("""
            {"name":"type","type":"string","multiValued":false,"description":"A label for the value's function.","required":false,"caseExact":false,
             "mutability":"readWrite","returned":"default","uniqueness":"none","canonicalValues":["work","home","other"]}
            """, type);
        Assert.DoesNotContain("password", schema.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("dateTime", CoreSchemas.Common.Single(attribute => attribute.Name == "meta").Find("created")!.ToJson()["type"]!.GetValue<string>());
    }

    [Fact]
    public void Every_attribute_that_the_schemas_advertise_resolves_and_says_what_it_is()
    {
        foreach (var type in (ResourceTypeDefinition[])[CoreSchemas.UserResourceType, CoreSchemas.GroupResourceType])
            foreach (var schema in type.Extensions.Select(extension => extension.Schema).Append(type.Schema))
                foreach (var attribute in schema.Attributes)
                    foreach (var sub in attribute.SubAttributes.Select(sub => (string?)sub.Name).Append(null))
                    {
                        Assert.NotEmpty(attribute.Description);
                        Assert.True(type.TryResolve(new AttributePath(schema.Id.ToUpperInvariant(), attribute.Name.ToUpperInvariant(), sub), out var resolved));
                        Assert.Same(attribute, resolved.Attribute);
                        Assert.Equal(schema == type.Schema ? null : schema.Id, resolved.Extension);
                    }
    }

    [Fact]
    public void A_resource_type_names_its_extensions() => Json.AssertEqual($$$"""
        {"schemas":["{{{ScimUrns.ResourceType}}}"],"id":"User","name":"User","endpoint":"/Users","description":"User Account","schema":"{{{ScimUrns.User}}}",
         "schemaExtensions":[{"schema":"{{{ScimUrns.EnterpriseUser}}}","required":false}],"meta":{"resourceType":"ResourceType"}}
        """, CoreSchemas.UserResourceType.ToJson());
}
