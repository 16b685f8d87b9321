using System.Globalization;

namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §3 and §4: what every resource carries, users and groups.</summary>
public abstract class ResourceFormTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7643-2.1-1", "7643-3-1", "7643-3-2", "7643-3-3", "7643-3.3-1")]
    public async Task Every_representation_names_its_schemas_and_no_others()
    {
        var tenant = await TenantAsync();
        var plain = await tenant.CreateUserAsync("ada");
        var extended = await tenant.PostUserAsync("ben", user =>
        {
            user["schemas"] = new JsonArray(Tenant.UserSchema, ScimRequests.Enterprise, "urn:example:unknown:2.0:User");
            user[ScimRequests.Enterprise] = new JsonObject { ["department"] = "D" };
        });
        var group = await tenant.CreateGroupAsync("Eng");

        Assert.Equal([Tenant.UserSchema], (await tenant.UserAsync(plain)).Schemas());
        Assert.Equal([Tenant.UserSchema, ScimRequests.Enterprise], (await tenant.UserAsync(extended)).Schemas());
        Assert.Equal([Tenant.GroupSchema], (await tenant.Scim.GetAsync("/Groups/" + group)).Expect(200).Json.Schemas());
        foreach (var path in new[] { "/ServiceProviderConfig", "/ResourceTypes/User", "/Schemas/" + Tenant.UserSchema, "/Users", "/Users/nobody" })
            Assert.NotEmpty((await tenant.Scim.GetAsync(path)).Json.Schemas());
    }

    [Fact, Rfc("7643-3-4", "7643-3-5")]
    public async Task A_schema_named_twice_is_in_the_answer_once()
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["schemas"] = new JsonArray(Tenant.UserSchema, Tenant.UserSchema));
        Assert.Equal([Tenant.UserSchema], (await tenant.UserAsync(id)).Schemas());
    }

    [Fact, Rfc("7643-3-6", "7643-3.1-1", "7643-3.1-2", "7643-3.1-3", "7643-3.1-4")]
    public async Task Every_resource_has_the_common_attributes()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada", "ext-1");
        (await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Eng", [], "ext-2"))).Expect(201);

        foreach (var (type, name) in new[] { ("Users", "User"), ("Groups", "Group") })
        {
            var resource = Assert.Single(ScimAssert.List(await tenant.Scim.GetAsync("/" + type), 1));
            var id = resource.Text("id");
            Assert.NotEmpty(id);
            Assert.NotEmpty(resource.Text("externalId"));
            Assert.Equal(name, resource.Text("meta.resourceType"));
            _ = DateTimeOffset.Parse(resource.Text("meta.created"), CultureInfo.InvariantCulture);
            _ = DateTimeOffset.Parse(resource.Text("meta.lastModified"), CultureInfo.InvariantCulture);
            Assert.Equal($"{tenant.ScimBaseAddress}/{type}/{id}", resource.Text("meta.location"));
            ScimAssert.List(await tenant.Scim.FilterAsync(type, $"id eq \"{id}\" and externalId pr and meta.resourceType eq \"{name}\""), 1);
        }
    }

    [Fact, Rfc("7643-3.1-5", "7643-3.1-6", "7643-3.1-8")]
    public async Task An_id_is_unique_and_stable_and_never_given_to_another()
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada", "ext-a");
        List<string> ids = [id, await tenant.CreateUserAsync("ben"), await tenant.CreateGroupAsync("ada"), await other.CreateUserAsync("ada", "ext-a")];

        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("userName", "ada2"))).Expect(200);
        await tenant.SetActiveAsync(id, false);
        Assert.Equal(id, (await tenant.UserAsync(id)).Text("id"));
        (await tenant.Scim.DeleteAsync("/Users/" + id)).Expect(204);
        ids.Add(await tenant.CreateUserAsync("ada", "ext-other"));      // another person of the same name

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(ids, one => Assert.DoesNotContain("bulkId", one, StringComparison.OrdinalIgnoreCase));
    }

    [Theory, Rfc("7643-3.1-7")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0x1")]
    [InlineData(" 1")]
    public async Task An_id_or_externalId_of_the_client_is_no_id(string chosen)
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada", chosen);
        body["id"] = chosen;

        var created = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json;

        Assert.NotEqual(chosen, created.Text("id"));
        Assert.Equal(chosen, created.Text("externalId"));
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/" + Uri.EscapeDataString(chosen)), 404);
    }

    [Fact, Rfc("7643-3.1-9", "7643-3.1-10")]
    public async Task An_externalId_is_the_clients_and_counts_in_its_directory_only()
    {
        var tenant = await TenantAsync();
        var body = Tenant.UserBody("ada");
        body.Remove("externalId");
        var created = (await tenant.Scim.PostAsync("/Users", body)).Expect(201).Json;
        Assert.False(created.AsObject().ContainsKey("externalId"));

        var (id, address) = await Tenant.CreateDirectoryAsync(tenant.Admin, "okta");
        var token = (await Tenant.CreateTokenAsync(tenant.Admin.At("/directories/" + id))).Json.Text("token");
        var second = Service.Scim(address, ScimClient.Bearer(token));
        await tenant.CreateUserAsync("ben", "ext-same");
        var theirs = (await second.PostAsync("/Users", Tenant.UserBody("cyd", "ext-same"))).Expect(201).Json;

        Assert.Equal(["ben"], ScimAssert.List(await tenant.Scim.FilterAsync("Users", "externalId eq \"ext-same\""), 1).UserNames());
        Assert.Equal(theirs.Text("id"), ScimAssert.List(await second.FilterAsync("Users", "externalId eq \"ext-same\""), 1)[0].Text("id"));
    }

    [Fact, Rfc("7643-2.3.5-1", "7643-2.3.5-2", "7643-2.3.5-3", "7643-3.1-12", "7643-3.1-13")]
    public async Task The_times_of_a_resource_are_dateTimes_and_equal_until_it_changes()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var first = (await tenant.UserAsync(id))["meta"]!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$", first.Text("created"));
        Assert.Equal(first.Text("created"), first.Text("lastModified"));

        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("title", "Lead"))).Expect(200);

        var second = (await tenant.UserAsync(id))["meta"]!;
        Assert.Equal(first.Text("created"), second.Text("created"));
        Assert.True(Time(second) >= Time(first));
        Assert.NotEqual(first.Text("version"), second.Text("version"));
    }

    [Fact, Rfc("7643-3.1-14", "7643-3.1-15", "7644-1.3-1")]
    public async Task A_resource_says_one_address_and_a_version_that_is_marked_as_weak()
    {
        var tenant = await TenantAsync();
        var created = (await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada"))).Expect(201);
        var id = created.Json.Text("id");

        foreach (var reply in new[] { created, (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200), (await tenant.Scim.PutAsync("/Users/" + id, Tenant.UserBody("ada"))).Expect(200) })
        {
            var location = reply.Json.Text("meta.location");
            Assert.Equal(location, reply.Header("Content-Location") ?? location);
            Assert.Equal(location, reply.Header("Location") ?? location);
            Assert.DoesNotContain("?", location, StringComparison.Ordinal);
            Assert.Matches("^W/\"[^\"]+\"$", reply.Json.Text("meta.version"));
        }
    }

    [Fact, Rfc("7643-4.1.2-10", "7643-4.1.2-11", "7643-4.1.2-12")]
    public async Task A_direct_membership_says_so_and_is_changed_through_the_group()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var group = await tenant.CreateGroupAsync("Eng", ada);

        var membership = Assert.Single((await tenant.UserAsync(ada)).List("groups"));
        Assert.Equal("direct", membership.Text("type"));
        Assert.Equal(group, membership.Text("value"));
        Assert.Equal($"{tenant.ScimBaseAddress}/Groups/{group}", membership.Text("$ref"));

        var body = (await tenant.UserAsync(ada)).Without("groups");
        (await tenant.Scim.PutAsync("/Users/" + ada, body)).Expect(200);
        Assert.Single((await tenant.UserAsync(ada)).List("groups"));
        await tenant.RemoveMemberAsync(group, ada);
        Assert.Empty((await tenant.UserAsync(ada))["groups"]?.AsArray() ?? []);
    }

    [Fact, Rfc("7643-4.2-1")]
    public async Task A_group_without_a_displayName_is_400()
    {
        var tenant = await TenantAsync();
        foreach (var name in new JsonNode?[] { null, "", new JsonArray("Eng") })
        {
            var body = Tenant.GroupBody("Eng", []);
            body["displayName"] = name;
            ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", body), 400, "invalidValue");
        }

        ScimAssert.Error(await tenant.Scim.PostAsync("/Groups", Tenant.GroupBody("Eng", []).Without("displayName")), 400, "invalidValue");
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
    }

    private static DateTimeOffset Time(JsonNode meta) => DateTimeOffset.Parse(meta.Text("lastModified"), CultureInfo.InvariantCulture);
}

public sealed class ResourceFormTestsOnSqlite(SqliteService service) : ResourceFormTests(service);

public sealed class ResourceFormTestsOnPostgreSql(PostgreSqlService service) : ResourceFormTests(service);

public sealed class ResourceFormTestsOnSqlServer(SqlServerService service) : ResourceFormTests(service);
