using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Bulk;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

public sealed class BulkRequestTests
{
    [Fact]
    public void A_bulk_request_is_read()
    {
        var request = BulkRequest.Parse(Json.Object("""
            {"SCHEMAS":["URN:ietf:params:scim:api:messages:2.0:bulkrequest"],"FailOnErrors":2,"operations":[
              {"method":"post","path":"/Users","bulkId":"a","data":{"userName":"x"}},
              {"Method":"DELETE","Path":"/Users/7","version":"W/\"3\"","data":{"ignored":true}}]}
            """));

        Assert.Equal(2, request.FailOnErrors);
        var (create, delete) = (request.Operations[0], request.Operations[1]);
        Assert.Equal(("POST", "/Users", "a", null, null), (create.Method, create.Endpoint, create.BulkId, create.Id, create.Version));
        Json.AssertEqual("""{"userName":"x"}""", create.Data);
        Assert.Equal(("DELETE", "/Users", null, "7", "W/\"3\""), (delete.Method, delete.Endpoint, delete.BulkId, delete.Id, delete.Version));
        Assert.Null(delete.Data);
        Assert.All(request.Operations, operation => Assert.Null(operation.Error));
    }

    [Theory]
    [InlineData("{}", "invalidSyntax", "'schemas' must contain")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[{}]}""", "invalidSyntax", "'schemas' must contain")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"]}""", "invalidSyntax", "'Operations' must be an array")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":{}}""", "invalidSyntax", "'Operations' must be an array")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[]}""", "invalidSyntax", "'Operations' must be an array")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":0,"Operations":[{}]}""", "invalidSyntax", "'failOnErrors' must be")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":"1","Operations":[{}]}""", "invalidSyntax", "'failOnErrors' must be")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1.5,"Operations":[{}]}""", "invalidSyntax", "'failOnErrors' must be")]
    [InlineData("""
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations":[{"bulkId":"q"},{"method":"DELETE","path":"/Users/1","bulkId":"Q"},{"method":"DELETE","path":"/Users/1","bulkId":"q"}]}
        """, "invalidValue", "Operations[2].bulkId: 'q' is the bulkId of Operations[0] already.")]
    public void What_is_wrong_with_the_request_refuses_it(string body, string scimType, string detail) =>
        Assert.StartsWith(detail, Json.AssertRefused(scimType, () => BulkRequest.Parse(Json.Object(body))).Detail, StringComparison.Ordinal);

    [Fact]
    public void The_limit_is_in_the_error()
    {
        var body = Json.Object("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":99999999999,
             "Operations":[{"method":"DELETE","path":"/Users/1"},{"method":"DELETE","path":"/Users/2"}]}
            """);
        var error = Assert.Throws<ScimException>(() => BulkRequest.Parse(body, new BulkLimits { Operations = 1 }));

        Assert.Equal((413, null, "The bulk request has 2 operations, which exceeds maxOperations (1)."), (error.Status, error.ScimType, error.Detail));
        Assert.Equal(int.MaxValue, BulkRequest.Parse(body, new BulkLimits { Operations = 2 }).FailOnErrors);
    }

    [Theory]
    [InlineData("5", "invalidSyntax", "An operation must be an object.")]
    [InlineData("{}", "invalidSyntax", "'method' must be POST, PUT, PATCH or DELETE.")]
    [InlineData("""{"method":"GET","path":"/Users/1"}""", "invalidSyntax", "'method' must be POST, PUT, PATCH or DELETE.")]
    [InlineData("""{"method":7,"path":"/Users/1"}""", "invalidSyntax", "'method' must be POST, PUT, PATCH or DELETE.")]
    [InlineData("""{"method":"DELETE"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":1}""", "invalidSyntax", "'path' must be a string.")]
    [InlineData("""{"method":"DELETE","path":"/Users"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"Users/1"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"/Users/"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"//1"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"/Users/1/2"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"/Users/1?attributes=id"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"DELETE","path":"/Users/1 2"}""", "invalidPath", "'path' of a DELETE must be a resource, e.g. /Users/2819c223.")]
    [InlineData("""{"method":"POST","path":"/Users/1","bulkId":"a","data":{}}""", "invalidPath", "'path' of a POST must be an endpoint, e.g. /Users.")]
    [InlineData("""{"method":"POST","path":"","bulkId":"a","data":{}}""", "invalidPath", "'path' of a POST must be an endpoint, e.g. /Users.")]
    [InlineData("""{"method":"POST","path":"/","bulkId":"a","data":{}}""", "invalidPath", "'path' of a POST must be an endpoint, e.g. /Users.")]
    [InlineData("""{"method":"POST","path":"/Users","data":{}}""", "invalidSyntax", "A POST needs a 'bulkId'.")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"","data":{}}""", "invalidSyntax", "A POST needs a 'bulkId'.")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":1,"data":{}}""", "invalidSyntax", "'bulkId' must be a string.")]
    [InlineData("""{"method":"POST","path":"/Users","bulkId":"a"}""", "invalidSyntax", "A POST needs 'data', an object.")]
    [InlineData("""{"method":"PUT","path":"/Users/1","data":[]}""", "invalidSyntax", "A PUT needs 'data', an object.")]
    [InlineData("""{"method":"PATCH","path":"/Users/1","data":"x"}""", "invalidSyntax", "A PATCH needs 'data', an object.")]
    [InlineData("""{"method":"PUT","path":"/Users/1","version":3,"data":{}}""", "invalidSyntax", "'version' must be a string.")]
    public void What_is_wrong_with_an_operation_fails_it_alone(string operation, string scimType, string detail)
    {
        var server = new BulkServer();
        var plan = server.Run($$"""
            {"schemas":["{{ScimUrns.BulkRequest}}"],"Operations":[{{operation}},{"method":"POST","path":"/Users","bulkId":"ok","data":{"userName":"x"} }]}
            """);

        Assert.Equal((scimType, detail), (server.Steps[0].Error?.ScimType, server.Steps[0].Error?.Detail));
        Assert.Equal([400, 201], plan.Results.Select(result => result.Status));
        Assert.Equal(detail, (string?)BulkResponse.Create(plan.Results)["Operations"]![0]!["response"]!["detail"]);
    }

    [Theory]
    [InlineData("POST", "/Users", """{"userName":"bulkId:a","name":{"givenName":"xbulkId:b"},"emails":[{"value":"bulkId:"}]}""", "a")]
    [InlineData("PUT", "/Users/bulkId:z", """{"roles":["bulkId:b","bulkId:a","bulkId:b"],"n":1,"t":true,"x":null}""", "z b a")]
    [InlineData("PUT", "/Users/1", """{"displayName":"BULKID:a","title":" bulkId:a","bulkId:k":"v"}""", "")]
    [InlineData("DELETE", "/Users/bulkId:a", null, "a")]
    [InlineData("PATCH", "/Groups/1", """{"Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:a"}]}]}""", "a")]
    [InlineData("PATCH", "/Groups/1", """{"operations":[{"op":"remove","PATH":"members[type eq \"User\" and not (value eq \"bulkId:a b\")]"}]}""", "a b")]
    [InlineData("PATCH", "/Groups/1", """{"Operations":[{"op":"remove","path":"members[value eq \"xbulkId:a\"]"}]}""", "")]
    [InlineData("PATCH", "/Groups/1", """{"Operations":[{"op":"remove","path":"bulkId:a"},{"op":"remove","path":"members[value eq \"bulkId:a\""}]}""", "")]
    [InlineData("PATCH", "/Groups/1", """{"Operations":[{"op":"add","value":{"members":[{"value":"bulkId:a"}],"path":"bulkId:b"}}]}""", "a b")]
    public void An_operation_refers_to(string method, string path, string? data, string bulkIds)
    {
        var operation = new BulkOperation(method, path, Data: data is null ? null : Json.Object(data));
        var ids = bulkIds.Length == 0 || bulkIds == "a b" && data!.Contains("a b", StringComparison.Ordinal) ? [bulkIds] : bulkIds.Split(' ');

        Assert.Equal(ids.Where(id => id.Length > 0), BulkReferences.Of(operation));
        Assert.Empty(BulkReferences.Of(BulkReferences.Resolve(operation, ids.ToDictionary(id => id, id => "id of " + id))));
        Assert.Equal(ids.Where(id => id.Length > 0), BulkReferences.Of(operation));
    }

    [Fact]
    public void A_reference_becomes_the_id_and_the_rest_stays()
    {
        var operation = new BulkOperation("PATCH", "/Groups/bulkId:g", "p", "W/\"1\"", Json.Object("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
              {"op":"remove","path":"members[value eq \"bulkId:a\" or value eq \"bulkId:b\"].display"},
              {"op":"remove","path":"members[ value  eq \"bulkId:b\" ]"},
              {"op":"replace","path":"MEMBERS[ value  eq \"x\" ]","value":{"value":"bulkId:a"}}]}
            """));
        var resolved = BulkReferences.Resolve(operation, new Dictionary<string, string> { ["g"] = "7", ["a"] = "8\"9" });

        Assert.Equal(("PATCH", "/Groups/7", "p", "W/\"1\""), (resolved.Method, resolved.Path, resolved.BulkId, resolved.Version));
        Json.AssertEqual("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
              {"op":"remove","path":"members[value eq \"8\\\"9\" or value eq \"bulkId:b\"].display"},
              {"op":"remove","path":"members[ value  eq \"bulkId:b\" ]"},
              {"op":"replace","path":"MEMBERS[ value  eq \"x\" ]","value":{"value":"8\"9"}}]}
            """, resolved.Data);
    }

    [Fact]
    public void What_cannot_be_known_yet_waits_and_no_more()
    {
        var data = Json.Object("""
            {"schemas":["s"],"userName":"bulkId:known","members":[{"value":"1"},{"value":"bulkId:later"},{"value":"bulkId:known"}],
             "roles":["bulkId:later"],"name":{"givenName":"bulkId:later","familyName":"J"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d","manager":{"value":"bulkId:later"}},"urn:x:y":{"z":"bulkId:later"}}
            """);
        var before = data.DeepClone();
        var (create, waiting) = BulkReferences.Split(new BulkOperation("POST", "/Users", "a", Data: data), bulkId => bulkId == "known");

        Json.AssertEqual("""
            {"schemas":["s"],"userName":"bulkId:known","members":[{"value":"1"},{"value":"bulkId:known"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"d"}}
            """, create.Data);
        Assert.Equal(
            [
                """members [{"value":"bulkId:later"}]""", """roles ["bulkId:later"]""", """name {"givenName":"bulkId:later","familyName":"J"}""",
                """urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager {"value":"bulkId:later"}""", "urn:x:y:z \"bulkId:later\"",
            ],
            waiting.Select(attribute => $"{attribute.Path} {attribute.Value.ToJsonString()}"));
        Assert.True(JsonNode.DeepEquals(before, data));
    }
}
