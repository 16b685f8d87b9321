using System.Text.Json;

namespace Scim.Modular.ConformanceTests.Protocol;

/// <summary>What discovery says is what the service does.</summary>
public abstract class DiscoveryTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task The_configuration_has_all_fields_of_RFC_7643_and_tells_the_truth()
    {
        var tenant = await TenantAsync();
        var config = (await tenant.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json;
        Assert.Contains("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig", config.List("schemas").Select(one => one.GetValue<string>()));
        Assert.All(config.List("authenticationSchemes"), scheme =>
        {
            Assert.NotEmpty(scheme.Text("type"));
            Assert.NotEmpty(scheme.Text("name"));
            Assert.NotEmpty(scheme.Text("description"));
        });
        Assert.Contains(config.List("authenticationSchemes"), scheme => scheme.Text("type") == "oauthbearertoken");
        Assert.False(config.Flag("changePassword.supported"));
        var id = await tenant.CreateUserAsync("ada");
        await tenant.CreateUserAsync("ben");

        Assert.True(config.Flag("patch.supported"));
        (await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace("title", "Lead"))).Expect(200);

        Assert.True(config.Flag("filter.supported"));
        Assert.Equal(200, config.Number("filter.maxResults"));
        await ScimAssert.FindsAsync(tenant.Scim, "title eq \"lead\"", "ada");

        Assert.True(config.Flag("sort.supported"));
        var sorted = ScimAssert.List(await tenant.Scim.GetAsync("/Users?sortBy=userName&sortOrder=descending"));
        Assert.Equal(["ben", "ada"], sorted.Select(user => user.Text("userName")));
        Assert.True(config.Flag("etag.supported"));
        Assert.True((await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Headers.ContainsKey("ETag"));
        Assert.True(config.Flag("bulk.supported"));
        Assert.Equal(100, config.Number("bulk.maxOperations"));
        Assert.Equal(1_048_576, config.Number("bulk.maxPayloadSize"));
    }

    [Fact, Rfc("7643-6-6", "7643-6-8", "7644-4-3")]
    public async Task Every_resource_type_answers_and_its_schemas_are_there()
    {
        var tenant = await TenantAsync();
        var types = ScimAssert.List(await tenant.Scim.GetAsync("/ResourceTypes"));
        var schemas = ScimAssert.List(await tenant.Scim.GetAsync("/Schemas")).Select(schema => schema.Text("id")).ToList();
        Assert.Contains(types, type => type.Text("name") == "User" && type.Text("endpoint") == "/Users");
        Assert.Contains(types, type => type.Text("name") == "Group" && type.Text("endpoint") == "/Groups");

        foreach (var type in types)
        {
            Assert.Equal(type.ToSortedText(), (await tenant.Scim.GetAsync("/ResourceTypes/" + type.Text("id"))).Expect(200).Json.ToSortedText());
            ScimAssert.List(await tenant.Scim.GetAsync(type.Text("endpoint") + "?startIndex=1&count=1"));
            Assert.Contains(type.Text("schema"), schemas);
            foreach (var extension in type["schemaExtensions"] is null ? [] : type.List("schemaExtensions"))
                Assert.Contains(extension.Text("schema"), schemas);
        }
    }

    [Fact]
    public async Task A_token_that_stands_for_nobody_has_no_me()
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.GetAsync("/Me"), 501);
    }

    [Fact, Rfc("7643-1.2-1", "7643-2.3-1", "7643-2.3.8-2", "7643-7-1", "7643-7-6", "7644-4-2")]
    public async Task Every_schema_can_be_read_alone_and_describes_what_users_carry()
    {
        var tenant = await TenantAsync();
        var schemas = ScimAssert.List(await tenant.Scim.GetAsync("/Schemas"));
        foreach (var schema in schemas)
        {
            var alone = (await tenant.Scim.GetAsync("/Schemas/" + schema.Text("id"))).Expect(200).Json;
            Assert.Equal(schema.ToSortedText(), alone.ToSortedText());
            Assert.All(schema.List("attributes"), CheckAttribute);
        }

        var user = schemas.Single(schema => schema.Text("id") == Tenant.UserSchema);
        var known = user.List("attributes").Select(attribute => attribute.Text("name")).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain("password", known);
        var userName = user.List("attributes").Single(attribute => attribute.Text("name") == "userName");
        Assert.True(userName.Flag("required"));
        Assert.False(userName.Flag("caseExact"));
        Assert.Equal("server", userName.Text("uniqueness"));

        var id = await tenant.CreateUserAsync("ada");
        foreach (var (name, value) in (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200).Json.AsObject())
        {
            if (name.StartsWith("urn:", StringComparison.Ordinal))
                Assert.Contains(schemas, schema => schema.Text("id") == name);
            else
                Assert.True(known.Contains(name) || name is "schemas" or "id" or "externalId" or "meta", $"{name}: {value?.ToJsonString()}");
        }
    }

    [Theory, Rfc("7644-4-5")]
    [InlineData("/Schemas")]
    [InlineData("/ResourceTypes")]
    [InlineData("/ServiceProviderConfig")]
    public async Task Discovery_is_behind_the_token_and_takes_neither_POST_nor_a_filter(string path)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.WithAuthorization(null).GetAsync(path), 401);
        ScimAssert.Error(await tenant.Scim.PostAsync(path, new JsonObject()), 405);
        if (path != "/ServiceProviderConfig")
            ScimAssert.Error(await tenant.Scim.GetAsync(path + "?filter=id%20pr"), 403);        // RFC 7644 §4
    }

    private static void CheckAttribute(JsonNode attribute)
    {
        Assert.NotEmpty(attribute.Text("name"));
        Assert.Contains(attribute.Text("type"), new[] { "string", "boolean", "decimal", "integer", "dateTime", "reference", "complex", "binary" });
        Assert.Contains(attribute["multiValued"]!.GetValueKind(), new[] { JsonValueKind.True, JsonValueKind.False });
        Assert.Contains(attribute.Text("mutability"), new[] { "readOnly", "readWrite", "immutable", "writeOnly" });
        Assert.Contains(attribute.Text("returned"), new[] { "always", "never", "default", "request" });
        Assert.Equal(attribute.Text("type") == "complex", attribute["subAttributes"] is JsonArray { Count: > 0 });
        if (attribute.Text("type") == "complex")
            Assert.All(attribute.List("subAttributes"), CheckAttribute);
    }
}

public sealed class DiscoveryTestsOnSqlite(SqliteService service) : DiscoveryTests(service);

public sealed class DiscoveryTestsOnPostgreSql(PostgreSqlService service) : DiscoveryTests(service);

public sealed class DiscoveryTestsOnSqlServer(SqlServerService service) : DiscoveryTests(service);
