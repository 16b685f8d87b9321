namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.5.2: PATCH and its three operations, over HTTP. The table of all shapes is in the tests of the protocol library.</summary>
public abstract class PatchOperationTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    public static TheoryData<string> OperationsThatAreNone => new(
        """{"path":"title","value":"x"}""",
        """{"op":"move","path":"title","value":"x"}""",
        """{"op":["add"],"path":"title","value":"x"}""",
        """{"op":"add","path":"title"}""",
        """{"op":"add","path":"name","value":"a text"}""",
        """{"op":"replace","path":"name","value":["a text"]}""",
        """{"op":"remove"}""",
        """{"op":"replace","path":"id","value":"x"}""",
        """{"op":"replace","path":"meta.created","value":"2008-01-23T04:56:22Z"}""",
        """{"op":"add","path":"groups","value":[{"value":"x"}]}""",
        """{"op":"add","path":5,"value":"x"}""");

    [Theory, MemberData(nameof(OperationsThatAreNone))]
    [Rfc("7644-3.5.2-3", "7644-3.5.2-4", "7644-3.5.2-5", "7644-3.5.2-6", "7644-3.5.2-7", "7644-3.5.2-14", "7644-3.5.2.1-1", "7644-3.5.2.1-2", "7644-3.5.2.3-3")]
    public async Task What_is_no_operation_is_400_with_an_error(string operation)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text;

        var refused = await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse(operation));

        ScimAssert.Error(refused, 400);
        Assert.NotNull(refused["scimType"]);
        Assert.Equal(before, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text);
    }

    [Fact, Rfc("7644-3.5.2-15", "7644-3.5.2-16", "7644-3.5-2")]
    public async Task Success_is_200_with_the_resource_or_204_and_with_attributes_always_200()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng");

        var whole = (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("title", "Lead"))).Expect(200);
        Assert.Equal((await tenant.UserAsync(id)).ToSortedText(), whole.Json.ToSortedText());
        Assert.Equal("", (await tenant.Scim.PatchAsync("/Groups/" + group, Tenant.AddMembers(id))).Expect(204).Text);
        foreach (var path in new[] { "/Users/" + id, "/Groups/" + group })
        {
            var part = (await tenant.Scim.PatchAsync(path + "?attributes=displayName", Tenant.Replace("displayName", "New"))).Expect(200).Json;
            Assert.Equal(["displayName", "id", "schemas"], part.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        }
    }

    [Fact, Rfc("7644-3.5.2-8")]
    public async Task A_path_is_read_by_the_schemas_of_the_resource()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");

        (await tenant.Scim.PatchAsync("/Users/" + id,
            Tenant.Replace(ScimRequests.Enterprise + ":department", "D"),
            Tenant.Replace(Tenant.UserSchema + ":title", "Lead"),
            Tenant.Replace("NAME.FAMILYNAME", "King"))).Expect(200);

        var user = await tenant.UserAsync(id);
        Assert.Equal("D", user[ScimRequests.Enterprise].Text("department"));
        Assert.Equal("Lead", user.Text("title"));
        Assert.Equal("King", user.Text("name.familyName"));
        Assert.Contains(ScimRequests.Enterprise, user.Schemas());
    }

    [Fact, Rfc("7644-3.5.2-10", "7643-2.4-3")]
    public async Task A_new_primary_value_takes_the_mark_from_the_old_one()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");

        (await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse(
            """{"op":"add","path":"emails","value":[{"value":"new@mail.example","type":"home","primary":true}]}"""))).Expect(200);

        var emails = (await tenant.UserAsync(id)).List("emails");
        Assert.Equal(2, emails.Count);
        Assert.Equal("new@mail.example", emails.Single(email => email["primary"]?.GetValue<bool>() == true).Text("value"));
    }

    [Fact, Rfc("7644-3.5.2.1-3", "7644-3.5.2.1-4", "7644-3.5.2.1-5")]
    public async Task Adding_what_is_there_is_a_success_and_no_change()
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["title"] = "Lead");
        var group = await tenant.CreateGroupAsync("Eng", id);
        var user = await tenant.UserAsync(id);
        var before = (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text;

        (await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse("""{"op":"add","path":"title","value":"Lead"}"""))).Expect(200);
        (await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse(
            """{"op":"add","path":"emails","value":[{"value":"ada@mail.example","type":"work","primary":true}]}"""))).Expect(200);
        await tenant.AddMembersAsync(group, id);

        Assert.Equal(user.ToSortedText(), (await tenant.UserAsync(id)).ToSortedText());
        Assert.Equal(before, (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Text);
    }

    [Theory]
    [Rfc("7644-3.5.2.2-1", "7644-3.5.2.2-2", "7644-3.5.2.2-3", "7644-3.5.2.2-4", "7644-3.5.2.2-5")]
    [InlineData("title")]
    [InlineData("emails")]
    [InlineData("emails[type eq \"work\"]")]
    [InlineData("emails[value ew \"example\"]")]
    [InlineData("name")]
    public async Task What_was_removed_is_unassigned(string path)
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["title"] = "Lead");
        var attribute = path.Split('[')[0];

        (await tenant.Scim.PatchAsync("/Users/" + id, new JsonObject { ["op"] = "remove", ["path"] = path })).Expect(200);

        Assert.False((await tenant.UserAsync(id)).AsObject().ContainsKey(attribute));
        await ScimAssert.FindsAsync(tenant.Scim, $"not ({attribute} pr)", "ada");
    }

    [Fact, Rfc("7644-3.5.2.2-4")]
    public async Task A_removed_sub_attribute_leaves_the_others()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");

        (await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse("""{"op":"remove","path":"name.familyName"}"""))).Expect(200);
        (await tenant.Scim.PatchAsync("/Users/" + id, ScimRequests.Parse("""{"op":"remove","path":"emails[type eq \"work\"].primary"}"""))).Expect(200);

        var user = await tenant.UserAsync(id);
        Assert.Equal("""{"givenName":"Given ada"}""", user["name"]!.ToJsonString());
        Assert.Equal("ada@mail.example", user.Text("emails[0].value"));
        Assert.Null(user.At("emails[0].primary"));
    }

    [Theory, Rfc("7644-3.5.2.2-6")]
    [InlineData("Users", "userName")]
    [InlineData("Users", "id")]
    [InlineData("Users", "groups")]
    [InlineData("Users", "meta")]
    [InlineData("Groups", "displayName")]
    public async Task Removing_what_is_required_or_read_only_is_400_mutability(string endpoint, string path)
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var id = endpoint == "Users" ? ada : await tenant.CreateGroupAsync("Eng", ada);
        ScimAssert.Error(await tenant.Scim.PatchAsync($"/{endpoint}/{id}", new JsonObject { ["op"] = "remove", ["path"] = path }), 400, "mutability");
    }

    [Fact, Rfc("7644-3.5.2.3-2", "7644-3.5.2.3-3", "7644-3.5.2.3-4")]
    public async Task Replacing_adds_what_is_missing_merges_what_is_complex_and_reaches_every_match()
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["emails"] = JsonNode.Parse(
            """[{"value":"a@mail.example","type":"work"},{"value":"b@mail.example","type":"work"},{"value":"c@mail.example","type":"home"}]"""));

        (await tenant.Scim.PatchAsync("/Users/" + id,
            Tenant.Replace("title", "Lead"),
            Tenant.Replace("name", new JsonObject { ["givenName"] = "Augusta", ["middleName"] = "M" }),
            Tenant.Replace("emails[type eq \"work\"].display", "at work"))).Expect(200);

        var user = await tenant.UserAsync(id);
        Assert.Equal("Lead", user.Text("title"));
        Assert.Equal("Augusta", user.Text("name.givenName"));
        Assert.Equal("M", user.Text("name.middleName"));
        Assert.Equal("Family ada", user.Text("name.familyName"));
        Assert.Equal(["a@mail.example", "b@mail.example"],
            user.List("emails").Where(email => email["display"] is not null).Select(email => email.Text("value")).Order(StringComparer.Ordinal));
    }

    [Fact, Rfc("7644-3.5.2.3-5")]
    public async Task Replacing_what_a_filter_does_not_find_is_400_noTarget()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("emails[type eq \"other\"]", new JsonObject { ["value"] = "x@mail.example" })), 400, "noTarget");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("emails[value co \"nobody\"].type", "home")), 400, "noTarget");
    }
}

public sealed class PatchOperationTestsOnSqlite(SqliteService service) : PatchOperationTests(service);

public sealed class PatchOperationTestsOnPostgreSql(PostgreSqlService service) : PatchOperationTests(service);

public sealed class PatchOperationTestsOnSqlServer(SqlServerService service) : PatchOperationTests(service);
