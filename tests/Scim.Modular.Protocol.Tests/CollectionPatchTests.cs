using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

public sealed class CollectionPatchTests
{
    // operations → `*` when everything is replaced, then +id and -id, then the number of operations that remain
    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a","display":"x"},{"value":"b"}]}""", "+a +b", 0)]
    [InlineData("""{"op":"Add","path":"MEMBERS","value":{"value":"a"}}""", "+a", 0)]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"a"}]}""", "+a", 0)]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"]"}""", "+a", 0)]
    [InlineData("""{"op":"add","path":"members[value eq \"a\"]","value":""}""", "+a", 0)]
    [InlineData("""{"op":"add","value":{"members":[{"value":"a"}]}}""", "+a", 0)]
    [InlineData("""{"op":"add","path":"members","value":[]}""", "", 0)]
    [InlineData("""{"op":"add","path":"members","value":null}""", "", 0)]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\"]"}""", "-a", 0)]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\" or value eq \"b\"]"}""", "-a -b", 0)]
    [InlineData("""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"a"},{"value":"b"}]}""", "-a -b", 0)]
    [InlineData("""{"op":"remove","path":"members","value":{"value":"a"}}""", "-a", 0)]
    [InlineData("""{"op":"remove","path":"members","value":[]}""", "", 0)]
    [InlineData("""{"op":"remove","path":"members","value":null}""", "", 0)]
    [InlineData("""{"op":"remove","path":"members"}""", "*", 0)]
    [InlineData("""{"op":"replace","path":"members","value":[]}""", "*", 0)]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"a"}]}""", "* +a", 0)]
    [InlineData("""{"op":"replace","value":{"members":[{"value":"a"}],"id":"1","displayName":"New"}}""", "* +a", 1)]
    [InlineData("""{"op":"replace","value":{"id":"1","displayName":"New"}}""", "", 1)]
    [InlineData("""{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:Group":{"members":[]}}}""", "*", 0)]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\"]"},{"op":"add","path":"members","value":[{"value":"a"}]}""", "+a", 0)]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a"}]},{"op":"remove","path":"members[value eq \"a\"]"}""", "-a", 0)]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a"}]},{"op":"remove","path":"members"}""", "*", 0)]
    [InlineData("""{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"a"},{"value":"b"}]},{"op":"remove","path":"members[value eq \"a\"]"}""", "* +b", 0)]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"a"},{"value":"A"}]}""", "+a +A", 0)]
    [InlineData("""{"op":"replace","path":"displayName","value":"x"},{"op":"add","path":"members","value":[{"value":"a"}]},{"op":"replace","path":"externalId","value":"y"}""", "+a", 2)]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"].display","value":"x"}""", "", 0)]
    [InlineData("""{"op":"replace","value":{"members.value":"x"}}""", "", 0)]
    public void The_operations_on_members_fold_to(string operations, string changes, int remaining)
    {
        var patch = Split(operations);
        var folded = patch.Changes.Select(change => (change.Value ? "+" : "-") + change.Key);

        Assert.Equal(changes, string.Join(' ', patch.ReplacesAll ? folded.Prepend("*") : folded));
        Assert.Equal(remaining, patch.Remaining.Count);
    }

    [Fact]
    public void A_value_without_a_path_keeps_what_is_not_the_collection() => Json.AssertEqual(
        """{"id":"1","displayName":"New"}""",
        Split("""{"op":"replace","value":{"id":"1","Members":[],"displayName":"New"}}""").Remaining.Single().Value);

    [Theory]
    [InlineData("""{"op":"remove","path":"members[type eq \"User\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\" and type eq \"User\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[not (value eq \"a\")]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[value ne \"a\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[value pr]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[value eq 5]"}""", "invalidFilter")]
    [InlineData("""{"op":"replace","path":"members[value eq \"a\"]","value":{"value":"b"}}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members[value eq \"a\"].value"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members.value"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"members.nope"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"members","value":[{"display":"x"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":5}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":""}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":"a"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"members","value":["a"]}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"members","value":null}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":{"members":null}}""", "invalidValue")]
    public void What_rows_cannot_do_is_refused(string operations, string scimType) => Json.AssertRefused(scimType, () => Split(operations));

    [Fact]
    public void Fifty_one_of_a_hundred_are_removed_by_id_and_no_others()
    {
        var ids = Enumerable.Range(0, 51).Select(i => $"m{i * 7 % 100}").ToList();
        var patch = Split(string.Join(',', ids.Select(id => $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""")));

        Assert.False(patch.ReplacesAll);
        Assert.Equal(ids, patch.Changes.Where(change => !change.Value).Select(change => change.Key));
    }

    [Fact]
    public void A_request_has_as_many_values_as_the_limit_and_not_one_more()
    {
        Assert.Equal(10_000, Split(Adding(10_000)).Changes.Count);
        Assert.Equal(413, Assert.Throws<ScimException>(() => Split(Adding(10_001))).Status);

        static string Adding(int count) => new JsonObject
        {
            ["op"] = "add",
            ["path"] = "members",
            ["value"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject { ["value"] = $"m{i}" })]),
        }.ToJsonString();
    }

    private static CollectionPatch Split(string operations) => CollectionPatch.Split(
        PatchRequest.Parse(Json.Object($$"""{"schemas":["{{ScimUrns.PatchOp}}"],"Operations":[{{operations}}]}""")).Operations,
        "members", CoreSchemas.GroupResourceType);
}
