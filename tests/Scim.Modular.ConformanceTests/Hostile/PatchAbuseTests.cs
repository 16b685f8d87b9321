using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>PATCH in the shapes that clients send, good and bad: what it does to a group is what it says, or it is refused.</summary>
public abstract class PatchAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    /// <summary>Operations on a group of a, b and c, and who is in it afterwards; "!" for a refusal.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { """{"op":"add","path":"members","value":[{"value":"{d}"}]}""", "abcd" },
        { """{"op":"Add","path":"members","value":[{"value":"{d}","display":"d@x"}]}""", "abcd" },
        { """{"op":"add","path":"members","value":{"value":"{d}"}}""", "abcd" },
        { """{"op":"add","value":{"members":[{"value":"{d}"}]}}""", "abcd" },
        { """{"op":"add","path":"members","value":[{"value":"{a}"},{"value":"{a}"},{"value":"{d}"},{"value":"{d}"}]}""", "abcd" },
        { """{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"{d}"}]}""", "abcd" },
        { """{"op":"add","path":"MEMBERS","value":[{"value":"{d}"}]}""", "abcd" },
        { """{"op":"add","path":"members","value":[]}""", "abc" },
        { """{"op":"remove","path":"members[value eq \"{a}\"]"}""", "bc" },
        { """{"op":"remove","path":"members[value eq \"{a}\" or value eq \"{c}\"]"}""", "b" },
        { """{"op":"remove","path":"members[VALUE EQ \"{a}\"]"}""", "bc" },
        { """{"op":"remove","path":"members[value eq \"{d}\"]"}""", "abc" },
        { """{"op":"remove","path":"members","value":[{"value":"{a}"}]}""", "bc" },
        { """{"op":"Remove","path":"members","value":[{"$ref":null,"value":"{a}"},{"value":"{b}"}]}""", "c" },
        { """{"op":"remove","path":"members","value":[]}""", "abc" },
        { """{"op":"remove","path":"members","value":null}""", "abc" },
        { """{"op":"remove","path":"members"}""", "" },
        { """{"op":"replace","path":"members","value":[{"value":"{d}"}]}""", "d" },
        { """{"op":"replace","path":"members","value":[]}""", "" },
        { """{"op":"replace","value":{"members":[{"value":"{b}"}]}}""", "b" },
        { """{"op":"replace","value":{"id":"{group}","displayName":"Renamed"}}""", "abc" },
        { """{"op":"replace","value":{"displayName":"Renamed"}},{"op":"add","path":"members","value":[{"value":"{d}"}]}""", "abcd" },
        { """{"op":"remove","path":"members[value eq \"{a}\"]"},{"op":"add","path":"members","value":[{"value":"{a}"}]}""", "abc" },
        { """{"op":"add","path":"members","value":[{"value":"{d}"}]},{"op":"remove","path":"members[value eq \"{d}\"]"}""", "abc" },
        { """{"op":"replace","path":"members","value":[{"value":"{a}"}]},{"op":"add","path":"members","value":[{"value":"{d}"}]}""", "ad" },
        { """{"op":"add","path":"members","value":[{"value":"{d}"}]},{"op":"add","path":"members[value eq","value":"x"}""", "!" },
        { """{"op":"remove","path":"members[value eq {a}"}""", "!" },
        { """{"op":"remove","path":"members[0]"}""", "!" },
        { """{"op":"remove","path":"/members/0"}""", "!" },
        { """{"op":"remove","path":"members[display sw \"\"]"}""", "!" },
        { """{"op":"remove","path":"members[value pr]"}""", "!" },
        { """{"op":"remove","path":"member"}""", "!" },
        { """{"op":"remove","path":""}""", "!" },
        { """{"op":"add","path":"members","value":"{d}"}""", "!" },
        { """{"op":"add","path":"members","value":[{"display":"d"}]}""", "!" },
        { """{"op":"add","path":"members","value":[{"value":5}]}""", "!" },
        { """{"op":"add","path":"members","value":[{"value":""}]}""", "!" },
        { """{"op":"add","path":"members"}""", "!" },
        { """{"op":"replace","path":"members"}""", "!" },
        { """{"op":"move","path":"members","value":[]}""", "!" },
        { """{"op":"add","path":"id","value":"x"}""", "!" },
        { """{"op":"add","path":"meta.created","value":"2008-01-23T04:56:22Z"}""", "!" },
    };

    [Theory, MemberData(nameof(Shapes)), Trait("Case", "C12"), Trait("Case", "C13")]
    public async Task The_members_are_those_that_the_operations_say_or_it_is_400(string operations, string expected)
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("a", "b", "c", "d");
        var group = await tenant.CreateGroupAsync("Eng", people[..3]);
        var names = people.Zip("abcd").ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var text = operations.Replace("{group}", group, StringComparison.Ordinal);
        foreach (var (id, name) in names)
            text = text.Replace($"{{{name}}}", id, StringComparison.Ordinal);
        var before = (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text;

        var answer = await tenant.Scim.SendTextAsync(
            HttpMethod.Patch, "/Groups/" + group, $$"""{"schemas":["{{ScimClient.PatchOp}}"],"Operations":[{{text}}]}""", ScimClient.MediaType);

        var after = (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text;
        if (expected == "!")
        {
            ScimAssert.Error(answer, 400);
            Assert.Equal(before, after);
        }
        else
        {
            answer.Expect(200, 204);
            Assert.Equal(expected, string.Concat((await tenant.GroupMembersAsync(group)).Select(id => names[id]).Order()));
        }
    }

    [Theory, Trait("Case", "C11")]
    [InlineData("id", "\"other\"")]
    [InlineData("meta.version", "\"W/\\\"9\\\"\"")]
    [InlineData("meta.resourceType", "\"Admin\"")]
    [InlineData("groups", """[{"value":"{group}"}]""")]
    [InlineData("tenantId", "\"1\"")]
    [InlineData("OrganizationId", "\"1\"")]
    [InlineData("isAdmin", "true")]
    [InlineData("licenses", """["gold"]""")]
    [InlineData("__proto__", """{"isAdmin":true}""")]
    [InlineData("urn:example:unknown:2.0:User", """{"x":1}""")]
    public async Task What_is_not_a_clients_to_set_is_refused_or_left_out_by_path_by_value_and_in_bulk(string attribute, string value)
    {
        var tenant = await TenantAsync();
        var group = await tenant.CreateGroupAsync("Eng");
        var id = await tenant.CreateUserAsync("ada");
        var before = await tenant.UserAsync(id);
        var json = value.Replace("{group}", group, StringComparison.Ordinal);
        JsonNode Value() => JsonNode.Parse(json)!;

        var byPath = await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(attribute, Value()));
        ScimAssert.Error(byPath, 400);
        var byValue = await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(new JsonObject { [attribute] = Value() }));
        Assert.True(byValue.Status is 200 or 400, byValue.ToString());
        var inBulk = (await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("PATCH", "/Users/" + id, ScimRequests.PatchBody(Tenant.Replace(attribute, Value()))),
            ScimRequests.Operation("PUT", "/Users/" + id, With(before, attribute, Value())))).Expect(200).Json.List("Operations");
        Assert.Equal(["400", "200"], inBulk.Select(result => result.Text("status")));

        Assert.Equal(before.ToSortedText(), (await tenant.UserAsync(id)).ToSortedText());
        Assert.Empty(await tenant.GroupMembersAsync(group));
    }

    [Fact, Trait("Case", "C12")]
    public async Task Fifty_one_of_a_hundred_members_are_removed_and_no_others()
    {
        var tenant = await TenantAsync();
        var people = await Clients.EachAsync(8, Enumerable.Range(0, 100).Select(i => (Func<Task<string>>)(() => tenant.CreateUserAsync($"u{i}"))));
        var group = await tenant.CreateGroupAsync("Eng", people);
        var gone = people.Order(StringComparer.Ordinal).Where((_, i) => i % 2 == 0).Append(people.Max(StringComparer.Ordinal)!).Distinct().ToArray();
        Assert.Equal(51, gone.Length);

        (await tenant.Scim.PatchAsync("/Groups/" + group, new JsonObject { ["op"] = "remove", ["path"] = "members", ["value"] = Tenant.Members(gone) })).Expect(204);

        Assert.Equal(people.Except(gone, StringComparer.Ordinal).Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
    }

    private static JsonObject With(JsonNode user, string attribute, JsonNode value)
    {
        var body = (JsonObject)user.DeepClone();
        if (!attribute.StartsWith("meta.", StringComparison.Ordinal))
            body[attribute] = value;
        else
            body["meta"]![attribute["meta.".Length..]] = value;
        return body;
    }
}

public sealed class PatchAbuseTestsOnSqlite(SqliteService service) : PatchAbuseTests(service);

public sealed class PatchAbuseTestsOnPostgreSql(PostgreSqlService service) : PatchAbuseTests(service);

public sealed class PatchAbuseTestsOnSqlServer(SqlServerService service) : PatchAbuseTests(service);
