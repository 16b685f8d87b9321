namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §3.3, §6 and §7 with schemas and resource types that an organization has defined, and the plans as <c>/Licenses</c>.</summary>
public abstract class OwnTypeTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Device = "urn:example:params:scim:schemas:2.0:Device";

    [Fact, Rfc("7643-3.3-1", "7643-3.3-5", "7644-3.4.2.2-1")]
    public async Task An_extension_of_ones_own_is_written_read_patched_and_searched_like_any_other()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false, CustomSchema.Attribute("colour"), CustomSchema.Attribute("level", "integer"));
        var id = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", ScimRequests.Parse("""{"colour":"red","level":3}""")))).Expect(201).Json.Text("id");
        await tenant.CreateUserAsync("ben");

        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(CustomSchema.Urn + ":level", 4))).Expect(200);

        var user = await tenant.UserAsync(id);
        Assert.Equal([Tenant.UserSchema, CustomSchema.Urn], user.Schemas());
        Assert.Equal("""{"colour":"red","level":4}""", user[CustomSchema.Urn]!.ToJsonString());
        await ScimAssert.FindsAsync(tenant.Scim, $"{CustomSchema.Urn}:level gt 3", "ada");
        await ScimAssert.FindsAsync(tenant.Scim, $"{CustomSchema.Urn}:colour pr", "ada");
        var other = await TenantAsync();
        ScimAssert.Error(await other.Scim.GetAsync("/Schemas/" + CustomSchema.Urn), 404);
    }

    [Fact, Rfc("7643-6-1", "7643-6-6", "7644-3.3-3", "7644-3.3-5", "7644-3.3.1-1", "7644-3.5-1", "7644-3.5-2", "7644-3.6-1")]
    public async Task A_resource_type_of_ones_own_has_an_endpoint_of_its_own()
    {
        var tenant = await TenantAsync();
        await DefineDevicesAsync(tenant);
        Assert.Contains(ScimAssert.List(await tenant.Scim.GetAsync("/ResourceTypes")), type =>
            type.Text("name") == "Device" && type.Text("endpoint") == "/Devices" && type.Text("schema") == Device);

        var created = (await tenant.Scim.PostAsync("/Devices", DeviceBody("S1"))).Expect(201);
        var path = "/Devices/" + created.Json.Text("id");
        Assert.Equal(created.Json.Text("meta.location"), created.Header("Location"));
        Assert.Equal("Device", created.Json.Text("meta.resourceType"));
        Assert.Equal([Device], created.Json.Schemas());
        Assert.Equal("S2", (await tenant.Scim.PutAsync(path, DeviceBody("S2"))).Expect(200).Json.Text("serial"));
        (await tenant.Scim.PatchAsync(path, Tenant.Replace("owner", "ada"))).Expect(200, 204);
        Assert.Equal("ada", ScimAssert.List(await tenant.Scim.FilterAsync("Devices", "serial eq \"S2\""), 1)[0].Text("owner"));
        ScimAssert.Error(await tenant.Scim.PostAsync("/Devices", DeviceBody("S2")), 409, "uniqueness");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Devices", DeviceBody("S3").Without("serial")), 400, "invalidValue");
        (await tenant.Scim.DeleteAsync(path)).Expect(204);

        ScimAssert.Error(await tenant.Scim.GetAsync(path), 404);
        ScimAssert.Error(await (await TenantAsync()).Scim.GetAsync("/Devices"), 404);
    }

    [Fact]
    public async Task What_has_resources_or_is_used_is_not_deleted()
    {
        var tenant = await TenantAsync();
        await DefineDevicesAsync(tenant);
        (await tenant.Scim.PostAsync("/Devices", DeviceBody("S1"))).Expect(201);

        ScimAssert.Problem(await tenant.Admin.DeleteAsync("/schemas/" + Device), 409);
        ScimAssert.Problem(await tenant.Admin.DeleteAsync("/resource-types/Device"), 409);

        ScimAssert.List(await tenant.Scim.GetAsync("/Devices"), 1);
    }

    [Theory]
    [InlineData("Gadget", """{"endpoint":"/Users","schema":"urn:example:params:scim:schemas:2.0:Device"}""")]
    [InlineData("Gadget", """{"endpoint":"/Bulk","schema":"urn:example:params:scim:schemas:2.0:Device"}""")]
    [InlineData("Gadget", """{"endpoint":"no slash","schema":"urn:example:params:scim:schemas:2.0:Device"}""")]
    [InlineData("Gadget", """{"endpoint":"/Gadgets","schema":"urn:nobody:knows"}""")]
    [InlineData("Gadget", """{"endpoint":"/Gadgets"}""")]
    [InlineData("User", """{"endpoint":"/People"}""")]
    [InlineData("Group", """{"schema":"urn:example:params:scim:schemas:2.0:Device"}""")]
    public async Task A_resource_type_that_would_hide_another_or_has_no_schema_is_refused(string name, string body)
    {
        var tenant = await TenantAsync();
        await DefineDevicesAsync(tenant);
        ScimAssert.Problem(await tenant.Admin.PutAsync("/resource-types/" + name, ScimRequests.Parse(body)), 400, 404, 409, 422);
        Assert.DoesNotContain(ScimAssert.List(await tenant.Scim.GetAsync("/ResourceTypes")), type => type.Text("name") == "Gadget");
    }

    [Theory]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    public async Task The_schemas_of_the_RFC_are_not_defined_anew(string urn)
    {
        var tenant = await TenantAsync();
        var body = CustomSchema.Of(CustomSchema.Attribute("colour"));
        body["id"] = urn;
        ScimAssert.Problem(await tenant.Admin.PutAsync("/schemas/" + urn, body), 400, 409, 422);
    }

    [Fact]
    public async Task Plans_are_listed_as_licenses_by_which_Okta_finds_entitlements()
    {
        var tenant = await TenantAsync();
        await tenant.PutPlanAsync(seats: 3, key: "gold");
        await tenant.PutPlanAsync(seats: 3, key: "silver", isDefault: false);

        var type = ScimAssert.List(await tenant.Scim.GetAsync("/ResourceTypes")).Single(one => one.Text("endpoint") == "/Licenses");
        Assert.Equal("urn:okta:scim:schemas:core:1.0:Entitlement", type.Text("schema"));
        await Eventually.EqualAsync(2, async () => (await tenant.Scim.GetAsync("/Licenses")).Expect(200).Json.Number("totalResults"));
        var first = ScimAssert.List(await tenant.Scim.GetAsync("/Licenses?count=1&startIndex=1"), 2);
        Assert.NotEmpty(Assert.Single(first).Text("displayName"));
        Assert.NotEmpty(first[0].Text("id"));
        Assert.Equal("Plan gold", (await tenant.Scim.GetAsync("/Licenses/gold")).Expect(200).Json.Text("displayName"));
        Assert.True((await tenant.Scim.PostAsync("/Licenses", new JsonObject { ["displayName"] = "free" })).Status is 403 or 405 or 501);
        Assert.Equal(2, (await tenant.Admin.ListAsync("/plans")).Count);
    }

    private static async Task DefineDevicesAsync(Tenant tenant)
    {
        var schema = CustomSchema.Of(
            CustomSchema.Attribute("serial", more: one => (one["required"], one["uniqueness"]) = (true, "server")), CustomSchema.Attribute("owner"));
        schema["id"] = Device;
        (await tenant.Admin.PutAsync("/schemas/" + Device, schema)).Expect(200, 201);
        (await tenant.Admin.PutAsync("/resource-types/Device", new { endpoint = "/Devices", description = "What people carry", schema = Device }))
            .Expect(200, 201);
    }

    private static JsonObject DeviceBody(string serial) => new() { ["schemas"] = new JsonArray(Device), ["serial"] = serial };
}

public sealed class OwnTypeTestsOnSqlite(SqliteService service) : OwnTypeTests(service);

public sealed class OwnTypeTestsOnPostgreSql(PostgreSqlService service) : OwnTypeTests(service);

public sealed class OwnTypeTestsOnSqlServer(SqlServerService service) : OwnTypeTests(service);
