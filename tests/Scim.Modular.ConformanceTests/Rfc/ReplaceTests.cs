namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.5.1: replacing by PUT.</summary>
public abstract class ReplaceTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7644-3.5-1", "7644-3.5.1-2", "7644-3.5.1-3", "7644-3.5.1-7")]
    public async Task What_is_sent_replaces_what_was_there_and_what_is_not_sent_is_gone()
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => (user["title"], user["nickName"]) = ("Lead", "A"));
        var before = await tenant.UserAsync(id);
        var body = before.Without("nickName");
        body["title"] = "Head";
        body["name"] = new JsonObject { ["givenName"] = "Augusta" };
        body["id"] = Guid.CreateVersion7().ToString();
        body["meta"]!["created"] = "1999-01-01T00:00:00Z";

        var replaced = (await tenant.Scim.PutAsync("/Users/" + id, body)).Expect(200);

        Assert.Equal("Head", replaced.Json.Text("title"));
        Assert.Equal("""{"givenName":"Augusta"}""", replaced.Json["name"]!.ToJsonString());
        Assert.False(replaced.Json.AsObject().ContainsKey("nickName"));
        Assert.Equal(id, replaced.Json.Text("id"));
        Assert.Equal(before.Text("meta.created"), replaced.Json.Text("meta.created"));
        Assert.Equal(replaced.Json.ToSortedText(), (await tenant.UserAsync(id)).ToSortedText());
    }

    [Fact, Rfc("7644-3.5-1", "7644-3.5.1-2")]
    public async Task A_group_is_replaced_with_its_members()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben", "cyd");
        var group = await tenant.CreateGroupAsync("Eng", people[0], people[1]);

        (await tenant.Scim.PutAsync("/Groups/" + group, Tenant.GroupBody("Ops", [people[1], people[2]]))).Expect(200);

        Assert.Equal(people[1..].Order(StringComparer.Ordinal), await tenant.GroupMembersAsync(group));
        Assert.Equal("Ops", (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Json.Text("displayName"));
    }

    [Fact, Rfc("7644-3.5.1-4", "7644-3.5.1-5", "7644-3.5.1-6", "7643-7-11")]
    public async Task An_immutable_attribute_is_set_once_and_then_sent_as_it_is()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false,
            CustomSchema.Attribute("serial", more: one => one["mutability"] = "immutable"), CustomSchema.Attribute("colour"));
        var id = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", new JsonObject { ["colour"] = "red" }))).Expect(201).Json.Text("id");
        JsonObject With(string serial) => CustomSchema.User("ada", new JsonObject { ["colour"] = "blue", ["serial"] = serial });

        (await tenant.Scim.PutAsync("/Users/" + id, With("S1"))).Expect(200);
        ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + id, With("S2")), 400, "mutability");
        (await tenant.Scim.PutAsync("/Users/" + id, With("S1"))).Expect(200);

        Assert.Equal("S1", (await tenant.UserAsync(id))[CustomSchema.Urn].Text("serial"));
    }

    [Fact, Rfc("7644-3.5.1-8", "7643-4.1.1-1")]
    public async Task A_PUT_without_what_is_required_is_400_and_changes_nothing()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var before = (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text;
        ScimAssert.Error(await tenant.Scim.PutAsync("/Users/" + id, Tenant.UserBody("ada").Without("userName")), 400, "invalidValue");
        Assert.Equal(before, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Text);
    }
}

public sealed class ReplaceTestsOnSqlite(SqliteService service) : ReplaceTests(service);

public sealed class ReplaceTestsOnPostgreSql(PostgreSqlService service) : ReplaceTests(service);

public sealed class ReplaceTestsOnSqlServer(SqlServerService service) : ReplaceTests(service);
