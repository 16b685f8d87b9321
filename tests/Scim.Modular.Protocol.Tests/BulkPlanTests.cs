using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Bulk;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Tests;

public sealed class BulkPlanTests
{
    // RFC 7644 §3.7.1.
    private const string Circle = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
          {"method":"POST","path":"/Groups","bulkId":"qwerty","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
           "displayName":"Group A","members":[{"type":"Group","value":"bulkId:ytrewq"}]}},
          {"method":"POST","path":"/Groups","bulkId":"ytrewq","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
           "displayName":"Group B","members":[{"type":"Group","value":"bulkId:qwerty"}]}}]}
        """;

    [Fact]
    public void The_circle_of_the_RFC_is_resolved()
    {
        var server = new BulkServer();
        var plan = server.Run(Circle);

        Assert.Equal("POST /Groups, POST /Groups, PATCH /Groups/id-qwerty", server.Ran);
        Assert.Equal("members", Assert.Single(server.Steps[0].Waiting).Path);
        Assert.Equal("qwerty", server.Steps[2].Completes?.BulkId);
        Assert.Equal("id-ytrewq", (string?)server.Resources["/Groups/id-qwerty"]["members"]![0]!["value"]);
        Assert.Equal("id-qwerty", (string?)server.Resources["/Groups/id-ytrewq"]["members"]![0]!["value"]);
        Json.AssertEqual("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[
              {"location":"https://example.com/v2/Groups/id-qwerty","method":"POST","bulkId":"qwerty","status":"201"},
              {"location":"https://example.com/v2/Groups/id-ytrewq","method":"POST","bulkId":"ytrewq","status":"201"}]}
            """, BulkResponse.Create(plan.Results));
    }

    [Fact]
    public void Who_was_created_first_and_lacks_the_other_is_a_conflict_with_a_location()
    {
        var server = new BulkServer("ytrewq");
        var plan = server.Run(Circle);

        Assert.Equal(["/Groups/id-qwerty"], server.Resources.Keys);
        Assert.Equal([409, 409], plan.Results.Select(result => result.Status));
        Json.AssertEqual("""
            {"location":"https://example.com/v2/Groups/id-qwerty","method":"POST","bulkId":"qwerty","status":"409",
             "response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409",
              "detail":"Created without 'members', since 'bulkId:ytrewq' does not exist."}}
            """, plan.Results[0].ToJson());
    }

    [Fact]
    public void A_circle_whose_first_fails_is_not_created_at_all()
    {
        var server = new BulkServer("qwerty");
        var plan = server.Run(Circle);

        Assert.Empty(server.Resources);
        Assert.Equal([409, 400], plan.Results.Select(result => result.Status));
        Assert.Equal(["qwerty", "ytrewq"], server.Steps.Select(step => step.Operation.BulkId));
    }

    // RFC 7644 §3.7.2, in its order and the other way round.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_group_has_the_member_that_is_created_with_it(bool reversed)
    {
        string[] operations =
        [
            """{"method":"POST","path":"/Users","bulkId":"qwerty","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Alice"}}""",
            """
            {"method":"POST","path":"/Groups","bulkId":"ytrewq","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],
             "displayName":"Tour Guides","members":[{"type":"User","value":"bulkId:qwerty"}]}}
            """,
        ];
        var server = new BulkServer();
        var plan = server.Run(Request(reversed ? [.. operations.Reverse()] : operations));

        Assert.Equal("POST /Users, POST /Groups", server.Ran);
        Assert.Equal("id-qwerty", (string?)server.Resources["/Groups/id-ytrewq"]["members"]![0]!["value"]);
        Assert.Equal(reversed ? ["ytrewq", "qwerty"] : ["qwerty", "ytrewq"], plan.Results.Select(result => result.Operation.BulkId));
    }

    // RFC 7644 §3.7.2, the extension.
    [Fact]
    public void A_manager_is_created_with_the_report()
    {
        var server = new BulkServer();
        server.Run(Request(
            """{"method":"POST","path":"/Users","bulkId":"qwerty","data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Alice"}}""",
            """
            {"method":"POST","path":"/Users","bulkId":"ytrewq","data":{
             "schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"Bob",
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"11250","manager":{"value":"bulkId:qwerty"}}}}
            """));

        Assert.Equal("id-qwerty", (string?)server.Resources["/Users/id-ytrewq"][ScimUrns.EnterpriseUser]!["manager"]!["value"]);
    }

    // RFC 7644 §3.7.3, whose PATCH has its operations alone.
    [Fact]
    public void The_four_methods_of_the_RFC_run_in_their_order()
    {
        const string four = """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":1,"Operations":[
              {"method":"POST","path":"/Users","bulkId":"qwerty","data":{"schemas":["urn:ietf:params:scim:api:messages:2.0:User"],"userName":"Alice"}},
              {"method":"PUT","path":"/Users/b7c14771","version":"W\/\"3694e05e9dff591\"",
               "data":{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"b7c14771","userName":"Bob"}},
              {"method":"PATCH","path":"/Users/5d8d29d3","version":"W/\"edac3253e2c0ef2\"",
               "data":[{"op":"remove","path":"nickName"},{"op":"add","path":"userName","value":"Dave"}]},
              {"method":"DELETE","path":"/Users/e9025315","version":"W\/\"0ee8add0a938e1a\""}]}
            """;
        var server = new BulkServer();
        foreach (var id in (string[])["b7c14771", "5d8d29d3", "e9025315"])
            server.Resources[$"/Users/{id}"] = Json.Object("""{"userName":"x","nickName":"y","active":true}""");
        var plan = server.Run(four);

        Assert.Equal("POST /Users, PUT /Users/b7c14771, PATCH /Users/5d8d29d3, DELETE /Users/e9025315", server.Ran);
        Assert.Equal("W/\"edac3253e2c0ef2\"", server.Steps[2].Operation.Version);
        Assert.Equal(["201", "200", "200", "204"], BulkResponse.Create(plan.Results)["Operations"]!.AsArray().Select(entry => (string?)entry!["status"]));
        Assert.Equal("Dave", (string?)server.Resources["/Users/5d8d29d3"]["userName"]);

        // After the first error nothing else is tried.
        var refused = new BulkServer("qwerty").Run(four);
        Json.AssertEqual("""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],"Operations":[{"method":"POST","bulkId":"qwerty","status":"409",
             "response":{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"scimType":"uniqueness","detail":"It is in use.","status":"409"}}]}
            """, BulkResponse.Create(refused.Results));
    }

    [Fact]
    public void Without_a_limit_every_operation_is_tried()
    {
        var plan = new BulkServer("a").Run(Request(User("a"), Delete("/Users/none"), User("b"), Delete("/Users/bulkId:a"), Delete("/Users/bulkId:b")));

        Assert.Equal([409, 404, 201, 400, 204], plan.Results.Select(result => result.Status));
        Assert.Equal("'bulkId:a' does not exist, since its operation failed.", (string?)plan.Results[3].Response!["detail"]);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void Errors_are_counted_up_to_the_limit(int failOnErrors, int results)
    {
        var plan = new BulkServer().Run($$"""
            {"schemas":["{{ScimUrns.BulkRequest}}"],"failOnErrors":{{failOnErrors}},"Operations":[{{User("a")}},{"method":"GET"},{{User("b")}},{{Delete("/Users/1")}},{{User("c")}}]}
            """);

        Assert.Equal(results, plan.Results.Count);
    }

    [Fact]
    public void A_bulkId_that_no_POST_has_fails_who_refers_to_it()
    {
        var server = new BulkServer();
        var plan = server.Run(Request(
            Group("g", "nobody"), Group("h", "g"), """{"method":"DELETE","path":"/Users/1","bulkId":"nobody"}""", Group("i", "i", "other")));

        Assert.Equal([400, 400, 404, 400], plan.Results.Select(result => result.Status));
        Assert.Equal(("invalidValue", "'bulkId:nobody' is not the bulkId of a POST of this request."),
            (server.Steps[0].Error?.ScimType, server.Steps[0].Error?.Detail));
        Assert.Empty(server.Resources);
    }

    [Fact]
    public void Operations_on_one_resource_keep_their_order()
    {
        var server = new BulkServer();
        server.Resources["/Groups/7"] = Json.Object("""{"displayName":"x"}""");
        server.Run(Request(
            Add("/Groups/7", "u"), Delete("/Groups/7"), Add("/Groups/bulkId:g", "u"), Delete("/Groups/bulkId:g"), Group("g"), Delete("/Groups/8"), User("u")));

        Assert.Equal(
            "POST /Groups, DELETE /Groups/8, POST /Users, PATCH /Groups/7, DELETE /Groups/7, PATCH /Groups/id-g, DELETE /Groups/id-g", server.Ran);
        Assert.Equal(["/Users/id-u"], server.Resources.Keys);
    }

    [Fact]
    public void What_waits_is_added_before_anything_else_is_done_to_the_resource()
    {
        var server = new BulkServer();
        server.Run(Request(Delete("/Groups/bulkId:a"), Group("a", "b"), Group("b", "c", "d"), Group("c", "a"), Group("d")));

        Assert.Equal("POST /Groups, POST /Groups, POST /Groups, POST /Groups, PATCH /Groups/id-a, DELETE /Groups/id-a", server.Ran);
        Assert.Equal(["d", "a", "c", "b"], server.Steps.Where(step => step.Operation.IsCreate).Select(step => step.Operation.BulkId));
    }

    [Fact]
    public void Only_who_is_on_the_circle_waits()
    {
        var server = new BulkServer();
        server.Run(Request(Group("outside", "a"), Group("a", "b", "u"), Group("b", "a"), User("u")));

        Assert.Equal(["u", "a", "outside", "b", "a"], server.Steps.Select(step => step.Operation.BulkId));
        Assert.Equal("""[{"value":"bulkId:b"}]""", server.Steps[1].Waiting.Single().Value.ToJsonString());
        Assert.Equal(["id-u", "id-b"], server.Resources["/Groups/id-a"]["members"]!.AsArray().Select(member => (string?)member!["value"]));
    }

    [Fact]
    public void A_resource_may_refer_to_itself_and_fail()
    {
        var server = new BulkServer("b");
        var plan = server.Run(Request(Group("a", "a"), Group("b", "b"), Delete("/Groups/bulkId:b")));

        Assert.Equal([201, 409, 400], plan.Results.Select(result => result.Status));
        Assert.Equal("id-a", (string?)server.Resources["/Groups/id-a"]["members"]![0]!["value"]);
    }

    [Fact]
    public void What_is_created_is_completed_even_when_the_plan_ends()
    {
        // The PATCH of a group that is not there ends the plan when b exists and a does not have it yet.
        var server = new BulkServer();
        var plan = server.Run($$"""
            {"schemas":["{{ScimUrns.BulkRequest}}"],"failOnErrors":1,"Operations":[{{Add("/Groups/none", "b")}},{{Group("a", "b")}},{{Group("b", "a")}},{{Add("/Groups/bulkId:b", "b")}}]}
            """);
        Assert.Equal("POST /Groups, POST /Groups, PATCH /Groups/none, PATCH /Groups/id-a", server.Ran);
        Assert.Equal([404, 201, 201], plan.Results.Select(result => result.Status));

        // Here b is the error, so what a lacks will never be there: that is said, and c is not tried.
        plan = new BulkServer("b").Run($$"""
            {"schemas":["{{ScimUrns.BulkRequest}}"],"failOnErrors":1,"Operations":[{{Group("a", "b")}},{{Group("b", "a")}},{{Group("c", "b")}}]}
            """);
        Assert.Equal([409, 409], plan.Results.Select(result => result.Status));
        Assert.Equal("Created without 'members', since 'bulkId:b' does not exist.", (string?)plan.Results[0].Response!["detail"]);
    }

    [Fact]
    public void A_step_has_one_result()
    {
        var plan = new BulkPlan(BulkRequest.Parse(Json.Object(Request(User("a"), User("b")))));
        Assert.Throws<InvalidOperationException>(() => plan.Report(new BulkResult(new BulkOperation("DELETE", "/Users/1"), 204)));
        var step = plan.Next()!;

        Assert.Throws<InvalidOperationException>(plan.Next);
        Assert.Throws<ArgumentException>(() => plan.Report(new BulkResult(step.Operation, 201)));
        plan.Report(new BulkResult(step.Operation, 201) { Id = "1", Version = "W/\"1\"", Response = new JsonObject { ["id"] = "1" } });
        Json.AssertEqual("""{"method":"POST","bulkId":"a","version":"W/\"1\"","status":"201","response":{"id":"1"}}""", plan.Results[0].ToJson());
    }

    private static string Request(params string[] operations) =>
        $$"""{"schemas":["{{ScimUrns.BulkRequest}}"],"Operations":[{{string.Join(',', operations)}}]}""";

    private static string User(string bulkId) => $$"""{"method":"POST","path":"/Users","bulkId":"{{bulkId}}","data":{"userName":"{{bulkId}}"} }""";

    private static string Delete(string path) => $$"""{"method":"DELETE","path":"{{path}}"}""";

    private static string Group(string bulkId, params string[] members) =>
        $$"""{"method":"POST","path":"/Groups","bulkId":"{{bulkId}}","data":{"displayName":"{{bulkId}}","members":{{Members(members)}} } }""";

    private static string Add(string path, params string[] members) =>
        $$"""
        {"method":"PATCH","path":"{{path}}","data":{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{"op":"add","path":"members","value":{{Members(members)}} }]} }
        """;

    private static string Members(string[] members) =>
        new JsonArray([.. members.Select(member => new JsonObject { ["value"] = "bulkId:" + member })]).ToJsonString();
}
