using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;

namespace Scim.Modular.Protocol.Tests;

public sealed class PatchRequestTests
{
    private const string Urn = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

    [Fact]
    public void Operations_are_read_in_order_and_without_case()
    {
        var operations = PatchRequest.Parse(Json.Object($$$"""
            {{{{Urn}}},"operations":[{"OP":"Add","Path":"emails[type eq \"work\"].value","VALUE":"x"},{"op":"REMOVE","path":"title"},
             {"op":"replace","path":null,"value":{"active":false}},{"op":"remove","path":"members","value":null}]}
            """)).Operations;

        Assert.Equal([PatchOp.Add, PatchOp.Remove, PatchOp.Replace, PatchOp.Remove], operations.Select(operation => operation.Op));
        Assert.Equal(["emails[type eq \"work\"].value", "title", null, "members"], operations.Select(operation => operation.Path?.ToString()));
        Assert.Equal([true, false, true, true], operations.Select(operation => operation.HasValue));
    }

    [Theory, Rfc("7644-3.5.2-2", "7644-3.5.2-3")]
    [InlineData("""{"Operations":[{"op":"remove","path":"title"}]}""", "invalidSyntax", "'schemas'")]
    [InlineData("""{"schemas":["urn:x"],"Operations":[{"op":"remove","path":"title"}]}""", "invalidSyntax", "'schemas'")]
    [InlineData("{URN}", "invalidSyntax", "'Operations'")]
    [InlineData("""{URN,"Operations":[]}""", "invalidSyntax", "'Operations'")]
    [InlineData("""{URN,"Operations":{}}""", "invalidSyntax", "'Operations'")]
    [InlineData("""{URN,"Operations":[1]}""", "invalidSyntax", "Operation 1")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"title"},{"path":"title"}]}""", "invalidSyntax", "Operation 2: 'op'")]
    [InlineData("""{URN,"Operations":[{"op":"move","path":"title"}]}""", "invalidSyntax", "'op'")]
    [InlineData("""{URN,"Operations":[{"op":1,"path":"title"}]}""", "invalidSyntax", "'op'")]
    [InlineData("""{URN,"Operations":[{"op":"add","OP":"remove","path":"title","value":"x"}]}""", "invalidSyntax", "there twice")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"title"}],"operations":[]}""", "invalidSyntax", "there twice")]
    [InlineData("""{URN,"Operations":[{"op":"add","path":"title"}]}""", "invalidValue", "needs a value")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":1}]}""", "invalidPath", "string")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":""}]}""", "invalidPath", "Operation 1, path: Position 1: expected an attribute path")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"emails[type eq \"work\""}]}""", "invalidPath", "Position 22: expected 'and', 'or' or ']'")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"emails[]"}]}""", "invalidPath", "Position 8")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"emails[0]"}]}""", "invalidPath", "Position 8")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"emails[value pr].a.b"}]}""", "invalidPath", "Position 18")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"title pr"}]}""", "invalidPath", "expected the end of the path")]
    [InlineData("""{URN,"Operations":[{"op":"remove","path":"/title"}]}""", "invalidPath", "Position 1")]
    public void A_request_that_is_not_a_PatchOp_is_refused(string body, string scimType, string detail) =>
        Assert.Contains(detail,
            Json.AssertRefused(scimType, () => PatchRequest.Parse(Json.Object(body.Replace("URN", Urn, StringComparison.Ordinal)))).Detail,
            StringComparison.Ordinal);

    [Fact]
    public void A_request_has_as_many_operations_as_the_limit_and_not_one_more()
    {
        Assert.Equal(1_000, PatchRequest.Parse(Body(1_000)).Operations.Count);
        Assert.Equal(413, Assert.Throws<ScimException>(() => PatchRequest.Parse(Body(1_001))).Status);

        static JsonObject Body(int count) => new()
        {
            ["schemas"] = new JsonArray(ScimUrns.PatchOp),
            ["Operations"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["op"] = "remove", ["path"] = "title" })]),
        };
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(200_000)]
    public void A_deep_path_is_refused(int depth) =>
        Json.AssertRefused("invalidPath", () => PatchPath.Parse("emails[" + new string('(', depth)));

    [Theory]
    [InlineData("members")]
    [InlineData("name.familyName")]
    [InlineData("addresses[type eq \"work\"]")]
    [InlineData("members[value eq \"2819c223-7f76-453a-919d-413861904646\"].displayName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    public void A_path_is_printed_as_it_was_read(string path)
    {
        Assert.Equal(path, PatchPath.Parse(path).ToString());
        Assert.Equal(PatchPath.Parse(path), PatchPath.Parse(PatchPath.Parse(path).ToString()));
    }
}
