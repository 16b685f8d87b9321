using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Projection;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class SearchRequestTests
{
    // RFC 7644 figure 4.
    [Fact]
    public void The_search_of_the_RFC_is_read()
    {
        var search = SearchRequest.Parse(Json.Object("""
            {
              "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
              "attributes": ["displayName", "userName"],
              "filter":
                "displayName sw \"smith\"",
              "startIndex": 1,
              "count": 10
            }
            """));

        Assert.Equal(["displayName", "userName"], search.Attributes);
        Assert.Equal(("displayName sw \"smith\"", 1, 10), (search.Filter, search.StartIndex, search.Count));
        Assert.Equal((null, null, null, null), (search.ExcludedAttributes, search.SortBy, search.SortOrder, search.Cursor));
    }

    // RFC 9865 §3.
    [Theory]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"","count":10}""", "")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"VZUTiyhEQJ94IR","count":10}""", "VZUTiyhEQJ94IR")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":null,"count":10}""", null)]
    public void An_empty_cursor_is_not_the_same_as_none(string body, string? cursor) =>
        Assert.Equal(cursor, SearchRequest.Parse(Json.Object(body)).Cursor);

    [Fact]
    public void Names_have_no_case_and_null_is_absent()
    {
        var search = SearchRequest.Parse(Json.Object("""
            {"SCHEMAS":["x","URN:ietf:params:scim:api:messages:2.0:searchrequest"],"ExcludedAttributes":["members"],"SORTBY":"userName",
             "sortorder":"descending","filter":null,"startIndex":null,"nope":1}
            """));

        Assert.Equal(["members"], search.ExcludedAttributes);
        Assert.Equal(("userName", "descending", null, null), (search.SortBy, search.SortOrder, search.Filter, search.StartIndex));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-7", -7)]
    [InlineData("2e1", 20)]
    [InlineData("3.0", 3)]
    [InlineData("9223372036854775808", long.MaxValue)]
    [InlineData("-9223372036854775809", long.MinValue)]
    [InlineData("1e300", long.MaxValue)]
    [InlineData("-1e300", long.MinValue)]
    public void A_number_of_any_size_is_taken(string number, long expected)
    {
        var search = SearchRequest.Parse(Search($"\"count\":{number},\"startIndex\":{number}"));

        Assert.Equal((expected, expected), (search.Count, search.StartIndex));
    }

    [Theory]
    [InlineData("\"count\":\"10\"", "'count' must be an integer.")]
    [InlineData("\"count\":1.5", "'count' must be an integer.")]
    [InlineData("\"startIndex\":true", "'startIndex' must be an integer.")]
    [InlineData("\"startIndex\":[1]", "'startIndex' must be an integer.")]
    [InlineData("\"filter\":1", "'filter' must be a string.")]
    [InlineData("\"sortBy\":{}", "'sortBy' must be a string.")]
    [InlineData("\"sortOrder\":[\"ascending\"]", "'sortOrder' must be a string.")]
    [InlineData("\"cursor\":5", "'cursor' must be a string.")]
    [InlineData("\"attributes\":\"userName\"", "'attributes' must be an array of strings.")]
    [InlineData("\"attributes\":[null]", "'attributes' must be an array of strings.")]
    [InlineData("\"excludedAttributes\":[\"a\",1]", "'excludedAttributes' must be an array of strings.")]
    public void A_member_has_its_type(string member, string detail) =>
        Assert.Equal(detail, Json.AssertRefused("invalidValue", () => SearchRequest.Parse(Search(member))).Detail);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"schemas":"urn:ietf:params:scim:api:messages:2.0:SearchRequest"}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""")]
    public void The_body_says_that_it_is_a_search(string body) =>
        Json.AssertRefused("invalidSyntax", () => SearchRequest.Parse(Json.Object(body)));

    [Fact]
    public void The_lists_are_a_projection()
    {
        var type = CoreSchemas.UserResourceType;
        var user = Json.Object("""{"schemas":["s"],"id":"1","userName":"b","title":"t","active":true}""");
        IReadOnlyList<string> none = [];

        Json.AssertEqual("""{"schemas":["s"],"id":"1","userName":"b","title":"t"}""",
            AttributeProjection.Parse(["userName", "title"], none, type).Apply(user));
        Json.AssertEqual("""{"schemas":["s"],"id":"1","userName":"b"}""", AttributeProjection.Parse(none, ["title", "active"], type).Apply(user));
        Assert.True(AttributeProjection.Parse(none, none, type).IsEverything);
        Json.AssertRefused("invalidValue", () => AttributeProjection.Parse(["userName"], ["title"], type));
    }

    private static System.Text.Json.Nodes.JsonObject Search(string members) => Json.Object($$"""{"schemas":["{{ScimUrns.SearchRequest}}"],{{members}}}""");
}
