namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.1 to §3.3: creating, and what an answer shows.</summary>
public abstract class CreateTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.3-3", "7644-3.3-4", "7644-3.3-5", "7644-3.3.1-1", "7644-3.1-4")]
    [InlineData("Users", "User")]
    [InlineData("Groups", "Group")]
    public async Task A_created_resource_is_answered_with_201_its_address_and_itself(string endpoint, string type)
    {
        var tenant = await TenantAsync();
        var body = endpoint == "Users" ? Tenant.UserBody("ada") : Tenant.GroupBody("Eng", []);
        body["meta"] = new JsonObject { ["resourceType"] = "Other" };

        var created = (await tenant.Scim.PostAsync("/" + endpoint, body)).Expect(201);

        var location = $"{tenant.ScimBaseAddress}/{endpoint}/{created.Json.Text("id")}";
        Assert.Equal(location, created.Header("Location"));
        Assert.Equal(location, created.Json.Text("meta.location"));
        Assert.Equal(type, created.Json.Text("meta.resourceType"));
        var read = (await tenant.Scim.At(location).GetAsync("")).Expect(200);
        Assert.Equal(created.Json.ToSortedText(), read.Json.ToSortedText());
    }

    [Fact, Rfc("7644-3.3-1", "7644-3.3-2", "7644-3.1-4")]
    public async Task What_is_read_only_in_a_POST_is_ignored_and_the_rest_is_taken()
    {
        var tenant = await TenantAsync();
        var group = await tenant.CreateGroupAsync("Eng");
        var id = await tenant.PostUserAsync("ada", user =>
        {
            user["groups"] = new JsonArray(new JsonObject { ["value"] = group });
            user["title"] = "Lead";
            user[ScimRequests.Enterprise] = ScimRequests.Parse("""{"manager":{"value":"26","displayName":"made up"}}""");
        });

        var user = await tenant.UserAsync(id);
        Assert.Equal("Lead", user.Text("title"));
        Assert.Null(user["groups"]);
        Assert.Null(user[ScimRequests.Enterprise].At("manager.displayName"));
        Assert.Empty(await tenant.GroupMembersAsync(group));
    }

    [Fact, Rfc("7644-3.3-6")]
    public async Task A_second_user_of_the_same_name_is_409_uniqueness()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        var refused = await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ADA", "other"));
        ScimAssert.Error(refused, 409, "uniqueness");
        Assert.Null(refused.Header("Location"));
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 1);
    }
}

public sealed class CreateTestsOnSqlite(SqliteService service) : CreateTests(service);

public sealed class CreateTestsOnPostgreSql(PostgreSqlService service) : CreateTests(service);

public sealed class CreateTestsOnSqlServer(SqlServerService service) : CreateTests(service);
