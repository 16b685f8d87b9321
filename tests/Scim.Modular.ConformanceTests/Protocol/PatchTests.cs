namespace Scim.Modular.ConformanceTests.Protocol;

public abstract class PatchTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    public static TheoryData<string, string> SecondOperationsThatFail => new()
    {
        { """{"op":"replace","path":"meta.version","value":"x"}""", "mutability" },
        { """{"op":"replace","path":"id","value":"other"}""", "mutability" },
        { """{"op":"replace","path":"noSuchAttribute","value":"x"}""", "invalidPath" },
        { """{"op":"replace","path":"emails[type eq","value":"x"}""", "invalidPath" },
        { """{"op":"replace","path":"emails[type co \"nothing\"].value","value":"x@mail.example"}""", "noTarget" },
        { """{"op":"remove"}""", "noTarget" },
        { """{"op":"invent","path":"title","value":"x"}""", "invalidSyntax" },
        { """{"op":"replace","path":"active","value":"perhaps"}""", "invalidValue" },
        { """{"op":"replace","path":"userName","value":"taken"}""", "uniqueness" },
    };

    [Theory, MemberData(nameof(SecondOperationsThatFail))]
    [Rfc(
        "7643-7-10", "7644-3.5.2-3", "7644-3.5.2-4", "7644-3.5.2-5", "7644-3.5.2-6", "7644-3.5.2-7", "7644-3.5.2-11",
        "7644-3.5.2-12", "7644-3.5.2-14", "7644-3.5.2.3-5")]
    public async Task A_patch_whose_second_operation_fails_changes_nothing(string second, string scimType)
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 5);
        await tenant.CreateUserAsync("taken");
        var id = await tenant.CreateUserAsync("ada");
        await Eventually.EqualAsync("2/0", () => tenant.UsageAsync());
        var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200);

        var refused = await tenant.Scim.PatchAsync(
            "/Users/" + id,
            Tenant.Replace(new JsonObject { ["active"] = false, ["title"] = "Lead" }),
            (JsonObject)JsonNode.Parse(second)!);

        ScimAssert.Error(refused, scimType == "uniqueness" ? 409 : 400, scimType);
        var after = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200);
        Assert.Equal(before.Text, after.Text);
        Assert.Equal("2/0", await tenant.UsageAsync());
    }

    [Fact, Rfc("7644-3.5.2-11", "7644-3.5.2-12")]
    public async Task A_group_patch_whose_second_operation_fails_changes_nothing()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben");
        var group = await tenant.CreateGroupAsync("Eng", people[0]);
        var before = (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text;

        ScimAssert.Error(
            await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(people[1]), Tenant.Replace("members[value", "x")), 400, "invalidPath");

        Assert.Equal(before, (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text);
    }

    [Fact]
    public async Task Operations_of_one_patch_happen_in_order()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben");
        var group = await tenant.CreateGroupAsync("Eng", people[0]);

        await PatchGroupAsync(tenant, group, Tenant.RemoveMember(people[0]), Tenant.AddMembers(people[0]));
        Assert.Equal([people[0]], await tenant.GroupMembersAsync(group));

        await PatchGroupAsync(tenant, group, Tenant.AddMembers(people[1]), Tenant.RemoveMember(people[1]));
        Assert.Equal([people[0]], await tenant.GroupMembersAsync(group));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("\"True\"", true)]
    [InlineData("\"False\"", false)]
    [InlineData("\"true\"", true)]
    [InlineData("\"false\"", false)]
    public async Task Active_is_understood_as_a_boolean_and_as_Entras_text(string json, bool expected)
    {
        var tenant = await TenantAsync();
        foreach (var way in Ways)
        {
            var id = await tenant.CreateUserAsync("u-" + way.Name);
            await tenant.SetActiveAsync(id, !expected);

            var answer = await way.Send(tenant, id, json);

            Assert.True(answer.Status == (way.Name == "POST" ? 201 : 200), answer.ToString());
            Assert.Equal(expected, answer.Json.Flag("active"));
            Assert.Equal(expected, (await tenant.Scim.GetAsync("/Users/" + answer.Json.Text("id"))).Expect(200).Json.Flag("active"));
        }
    }

    [Theory, Rfc("7644-3.5.2-5", "7644-3.5.2-7")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("\"\"")]
    [InlineData("\"yes\"")]
    [InlineData("[true]")]
    [InlineData("{}")]
    public async Task Anything_else_as_active_is_refused_and_nothing_changes(string json)
    {
        var tenant = await TenantAsync();
        foreach (var active in new[] { true, false })
        {
            foreach (var way in Ways)
            {
                var id = await tenant.CreateUserAsync($"u-{way.Name}-{active}");
                await tenant.SetActiveAsync(id, active);
                var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text;

                ScimAssert.Error(await way.Send(tenant, id, json), 400, "invalidValue");

                Assert.Equal(before, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text);
            }
        }

        await ScimAssert.FindsAsync(tenant.Scim, "userName sw \"posted\"");
    }

    [Theory]
    [InlineData("""{"active":true,"active":false}""")]
    [InlineData("""{"active":true,"Active":false}""")]
    public async Task Two_values_for_active_are_refused(string value)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");

        var refused = await tenant.Scim.SendTextAsync(
            HttpMethod.Patch, "/Users/" + id,
            $$"""{"schemas":["{{ScimClient.PatchOp}}"],"Operations":[{"op":"replace","value":{{value}}}]}""", ScimClient.MediaType);

        ScimAssert.Error(refused, 400);
        Assert.True((await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.Flag("active"));
    }

    [Fact]
    public async Task What_changes_nothing_leaves_version_and_time_as_they_were()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json;

        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(new JsonObject { ["active"] = true }))).Expect(200);
        (await tenant.Scim.PutAsync("/Users/" + id, before.DeepClone())).Expect(200);

        var after = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json;
        Assert.Equal(before["meta"].ToSortedText(), after["meta"].ToSortedText());
    }

    [Fact]
    public async Task Entras_member_removal_by_value_removes_the_listed_ones_and_no_others()
    {
        var tenant = await TenantAsync("entra");
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var group = await tenant.CreateGroupAsync("Eng", people);

        await PatchGroupAsync(tenant, group, (JsonObject)JsonNode.Parse(
            $$"""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"{{people[0]}}"},{"value":"{{people[2]}}"}]}""")!);

        Assert.Equal([people[1]], await tenant.GroupMembersAsync(group));
    }

    [Fact]
    public async Task Entras_value_path_without_a_match_makes_the_element()
    {
        var tenant = await TenantAsync("entra");
        var id = await tenant.CreateUserAsync("ada");

        var answer = (await tenant.Scim.PatchAsync(
            "/Users/" + id, (JsonObject)JsonNode.Parse("""{"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1 555"}""")!)).Expect(200);

        Assert.Equal("+1 555", answer.Json.Text("phoneNumbers[0].value"));
        Assert.Equal("mobile", answer.Json.Text("phoneNumbers[0].type"));
    }

    private static readonly (string Name, Func<Tenant, string, string, Task<Reply>> Send)[] Ways =
    [
        ("POST", (tenant, _, json) =>
        {
            var body = Tenant.UserBody("posted-" + Guid.NewGuid().ToString("N")[..8]);
            body["active"] = JsonNode.Parse(json);
            return tenant.Scim.PostAsync("/Users", body);
        }),
        ("PUT", async (tenant, id, json) =>
        {
            var body = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json;
            body["active"] = JsonNode.Parse(json);
            return await tenant.Scim.PutAsync("/Users/" + id, body);
        }),
        ("PATCH", (tenant, id, json) => tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(new JsonObject { ["active"] = JsonNode.Parse(json) }))),
        ("PATCH-path", (tenant, id, json) => tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("active", JsonNode.Parse(json)))),
    ];

    private static async Task PatchGroupAsync(Tenant tenant, string group, params JsonObject[] operations) =>
        (await tenant.Scim.PatchAsync("/Groups/" + group, operations)).Expect(204);
}

public sealed class PatchTestsOnSqlite(SqliteService service) : PatchTests(service);

public sealed class PatchTestsOnPostgreSql(PostgreSqlService service) : PatchTests(service);

public sealed class PatchTestsOnSqlServer(SqlServerService service) : PatchTests(service);
