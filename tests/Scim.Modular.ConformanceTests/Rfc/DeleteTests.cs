namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.6: deleting.</summary>
public abstract class DeleteTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.6-1", "7644-3.6-2", "7644-3.6-5")]
    [InlineData("Users")]
    [InlineData("Groups")]
    public async Task A_deleted_resource_is_204_then_404_for_everything_and_found_by_no_query(string endpoint)
    {
        var tenant = await TenantAsync();
        JsonObject Body() => endpoint == "Users" ? Tenant.UserBody("ada") : Tenant.GroupBody("Eng", []);
        var path = $"/{endpoint}/" + (await tenant.Scim.PostAsync("/" + endpoint, Body())).Expect(201).Json.Text("id");

        var deleted = (await tenant.Scim.DeleteAsync(path)).Expect(204);

        Assert.Equal("", deleted.Text);
        ScimAssert.Error(await tenant.Scim.GetAsync(path), 404);
        ScimAssert.Error(await tenant.Scim.PutAsync(path, Body()), 404);
        ScimAssert.Error(await tenant.Scim.PatchAsync(path, Tenant.Replace("displayName", "New")), 404);
        ScimAssert.Error(await tenant.Scim.DeleteAsync(path), 404);
        ScimAssert.List(await tenant.Scim.GetAsync("/" + endpoint), 0);
        ScimAssert.List(await tenant.Scim.FilterAsync(endpoint, $"id eq \"{path.Split('/')[^1]}\""), 0);
    }

    [Fact, Rfc("7644-3.6-3", "7644-3.6-4")]
    public async Task The_names_of_what_was_deleted_are_free()
    {
        var tenant = await TenantAsync();
        var (user, group) = (await tenant.CreateUserAsync("ada", "ext-1"), await tenant.CreateGroupAsync("Eng"));
        (await tenant.Scim.DeleteAsync("/Users/" + user)).Expect(204);
        (await tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);

        (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ADA", "ext-2"))).Expect(201);
        (await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("ENG", []))).Expect(201);
    }

    [Fact, Rfc("7644-3.6-2")]
    public async Task A_deleted_user_is_in_no_group_and_a_deleted_group_leaves_its_users()
    {
        var tenant = await TenantAsync();
        var people = await tenant.CreateUsersAsync("ada", "ben");
        var group = await tenant.CreateGroupAsync("Eng", people);

        (await tenant.Scim.DeleteAsync("/Users/" + people[0])).Expect(204);
        Assert.Equal([people[1]], await tenant.GroupMembersAsync(group));
        (await tenant.Scim.DeleteAsync("/Groups/" + group)).Expect(204);

        Assert.Null((await tenant.UserAsync(people[1]))["groups"]);
    }
}

public sealed class DeleteTestsOnSqlite(SqliteService service) : DeleteTests(service);

public sealed class DeleteTestsOnPostgreSql(PostgreSqlService service) : DeleteTests(service);

public sealed class DeleteTestsOnSqlServer(SqlServerService service) : DeleteTests(service);
