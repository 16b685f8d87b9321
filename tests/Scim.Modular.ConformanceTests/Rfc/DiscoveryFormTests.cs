using System.Text.Json;

namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7643 §5 to §7 and RFC 7644 §4: the configuration, resource types and schemas.</summary>
public abstract class DiscoveryFormTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory]
    [Rfc("7643-5-1", "7643-5-2", "7643-5-3", "7643-5-4", "7643-5-5", "7643-5-6", "7643-5-7", "7643-5-8", "7643-5-9", "7643-5-10")]
    [Rfc("7643-5-11", "7643-5-12", "7643-5-13", "7643-5-14", "7643-5-15", "7644-3.7.4-1", "7644-4-1")]
    [InlineData("patch", "supported", JsonValueKind.True)]
    [InlineData("bulk", "supported", JsonValueKind.True)]
    [InlineData("bulk", "maxOperations", JsonValueKind.Number)]
    [InlineData("bulk", "maxPayloadSize", JsonValueKind.Number)]
    [InlineData("filter", "supported", JsonValueKind.True)]
    [InlineData("filter", "maxResults", JsonValueKind.Number)]
    [InlineData("changePassword", "supported", JsonValueKind.False)]
    [InlineData("sort", "supported", JsonValueKind.True)]
    [InlineData("etag", "supported", JsonValueKind.True)]
    public async Task The_configuration_says_what_is_supported_and_how_far(string feature, string name, JsonValueKind kind)
    {
        var tenant = await TenantAsync();
        var config = (await tenant.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json;

        Assert.Equal(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], config.Schemas());
        Assert.Equal(kind, config[feature]![name]!.GetValueKind());
        if (kind == JsonValueKind.Number)
            Assert.True(config.Number($"{feature}.{name}") > 0);
    }

    [Fact, Rfc("7643-5-17", "7643-5-18", "7643-5-19", "7643-5-20")]
    public async Task Authentication_schemes_have_a_type_a_name_and_a_description()
    {
        var tenant = await TenantAsync();
        var schemes = (await tenant.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json.List("authenticationSchemes");

        Assert.NotEmpty(schemes);
        Assert.All(schemes, scheme => Assert.Contains(scheme.Text("type"), new[] { "oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest" }));
        Assert.All(schemes, scheme => Assert.NotEmpty(scheme.Text("name")));
        Assert.All(schemes, scheme => Assert.NotEmpty(scheme.Text("description")));
    }

    [Fact, Rfc("9865-4-1", "9865-4-2", "9865-4-3", "9865-2.4-1")]
    public async Task The_configuration_says_how_lists_are_paged_and_which_way_is_the_default()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUsersAsync("ada", "ben");
        var config = (await tenant.Scim.GetAsync("/ServiceProviderConfig")).Expect(200).Json;

        Assert.True(config.Flag("pagination.cursor"));
        Assert.True(config.Flag("pagination.index"));
        Assert.Equal("index", config.Text("pagination.defaultPaginationMethod"));
        Assert.InRange(config.Number("pagination.defaultPageSize"), 1, config.Number("pagination.maxPageSize"));
        var page = (await tenant.Scim.GetAsync("/Users?count=1")).Expect(200);
        Assert.Equal(1, page.Json.Number("startIndex"));
        Assert.Null(page["nextCursor"]);
    }

    [Fact]
    [Rfc("7643-6-1", "7643-6-2", "7643-6-3", "7643-6-4", "7643-6-5", "7643-6-6", "7643-6-7", "7643-6-8", "7643-6-9", "7643-6-11", "7644-3.2-1")]
    public async Task A_resource_type_says_its_name_endpoint_schema_and_extensions()
    {
        var tenant = await TenantAsync();
        var schemas = ScimAssert.List(await tenant.Scim.GetAsync("/Schemas")).Select(schema => schema.Text("id")).ToList();
        var types = ScimAssert.List(await tenant.Scim.GetAsync("/ResourceTypes"));
        foreach (var type in types)
        {
            Assert.Equal(["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], type.Schemas());
            Assert.NotEmpty(type.Text("id"));
            Assert.NotEmpty(type.Text("name"));
            Assert.NotEmpty(type.Text("description"));
            Assert.StartsWith("/", type.Text("endpoint"), StringComparison.Ordinal);
            Assert.Contains(type.Text("schema"), schemas);
            foreach (var extension in type["schemaExtensions"] is null ? [] : type.List("schemaExtensions"))
            {
                Assert.Contains(extension.Text("schema"), schemas);
                _ = extension.Flag("required");
            }
        }

        Assert.Contains(types, type => type.Text("name") == "User" && type.Text("endpoint") == "/Users");
        Assert.Contains(types, type => type.Text("name") == "Group" && type.Text("endpoint") == "/Groups");
    }

    [Fact, Rfc("7643-6-10")]
    public async Task A_required_extension_must_be_there_with_what_it_requires()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, true,
            CustomSchema.Attribute("number", more: attribute => attribute["required"] = true), CustomSchema.Attribute("colour"));
        var extension = (await tenant.Scim.GetAsync("/ResourceTypes/User")).Expect(200).Json.List("schemaExtensions")
            .Single(one => one.Text("schema") == CustomSchema.Urn);
        Assert.True(extension.Flag("required"));

        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada")), 400, "invalidValue");
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", new JsonObject { ["colour"] = "red" })), 400, "invalidValue");
        (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", new JsonObject { ["number"] = "7" }))).Expect(201);
    }

    [Fact, Rfc("7643-7-1", "7643-7-2", "7643-7-3", "7643-7-4", "7643-7-5", "7643-7-6", "7643-7-7", "7643-8.7.2-7", "7643-8.7.2-8")]
    public async Task A_schema_says_its_URI_name_and_description_and_those_of_its_attributes()
    {
        var tenant = await TenantAsync();
        var schemas = ScimAssert.List(await tenant.Scim.GetAsync("/Schemas"));
        foreach (var schema in schemas)
        {
            Assert.StartsWith("urn:", schema.Text("id"), StringComparison.Ordinal);
            Assert.NotEmpty(schema.Text("name"));
            Assert.NotEmpty(schema.Text("description"));
            foreach (var attribute in schema.List("attributes").SelectMany(one => one["subAttributes"] is null ? [one] : one.List("subAttributes").Prepend(one)))
            {
                Assert.NotEmpty(attribute.Text("description"));
                _ = attribute.Flag("required");
                if (attribute["canonicalValues"] is not null)
                    Assert.NotEmpty(attribute.List("canonicalValues"));
            }
        }

        var emails = schemas.Single(schema => schema.Text("id") == Tenant.UserSchema).List("attributes").Single(one => one.Text("name") == "emails");
        var types = emails.List("subAttributes").Single(one => one.Text("name") == "type").List("canonicalValues").Select(one => one.GetValue<string>());
        Assert.Equal(["work", "home", "other"], types);
    }

    [Fact, Rfc("7643-7-8", "7643-7-9", "7643-7-10", "7643-7-11", "7643-7-12", "7643-7-13", "7643-7-14")]
    public async Task The_characteristics_of_an_attribute_are_kept()
    {
        var tenant = await TenantAsync();
        await CustomSchema.ExtendUsersAsync(tenant, false,
            CustomSchema.Attribute("code", more: one => one["caseExact"] = true),
            CustomSchema.Attribute("serial", more: one => one["mutability"] = "immutable"),
            CustomSchema.Attribute("printed", more: one => one["mutability"] = "readOnly"),
            CustomSchema.Attribute("pin", more: one => (one["mutability"], one["returned"]) = ("writeOnly", "never")),
            CustomSchema.Attribute("number", more: one => one["uniqueness"] = "server"));
        var badge = ScimRequests.Parse("""{"code":"AbC","serial":"S1","printed":"yes","pin":"9-9-9","number":"7"}""");

        var created = (await tenant.Scim.PostAsync("/Users", CustomSchema.User("ada", badge))).Expect(201).Json;

        var id = created.Text("id");
        foreach (var shown in new[] { created, await tenant.UserAsync(id), (await tenant.Scim.GetAsync($"/Users/{id}?attributes={CustomSchema.Urn}:pin,{CustomSchema.Urn}:code")).Expect(200).Json })
        {
            Assert.Equal("AbC", shown[CustomSchema.Urn].Text("code"));
            Assert.Null(shown[CustomSchema.Urn]!["pin"]);
            Assert.Null(shown[CustomSchema.Urn]!["printed"]);
        }

        await ScimAssert.FindsAsync(tenant.Scim, $"{CustomSchema.Urn}:code eq \"AbC\"", "ada");
        await ScimAssert.FindsAsync(tenant.Scim, $"{CustomSchema.Urn}:code eq \"abc\"");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(CustomSchema.Urn + ":serial", "S2")), 400, "mutability");
        ScimAssert.Error(await tenant.Scim.PatchAsync("/Users/" + id, Tenant.Replace(CustomSchema.Urn + ":printed", "no")), 400, "mutability");
        var same = CustomSchema.User("ben", ScimRequests.Parse("""{"number":"7"}"""));
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", same), 409, "uniqueness");
    }

    [Fact, Rfc("7644-4-2", "7644-4-3", "7644-4-4")]
    public async Task Discovery_answers_whole_lists_whatever_page_or_order_is_asked_for()
    {
        var tenant = await TenantAsync();
        foreach (var path in new[] { "/Schemas", "/ResourceTypes" })
        {
            var all = ScimAssert.List(await tenant.Scim.GetAsync(path));
            Assert.True(all.Count >= 2);
            foreach (var query in new[] { "?startIndex=2&count=1", "?count=0", "?sortBy=id&sortOrder=descending" })
                Assert.Equal(all.Select(one => one.Text("id")), ScimAssert.List(await tenant.Scim.GetAsync(path + query), all.Count).Select(one => one.Text("id")));
        }

        Assert.True((await tenant.Scim.GetAsync("/ServiceProviderConfig?startIndex=2&count=0")).Expect(200).Json.Flag("patch.supported"));
    }

    [Fact, Rfc("7644-3.1-1", "7644-3.1-2", "7644-3.4.2-2")]
    public async Task Messages_have_schemas_of_their_own_that_are_not_listed()
    {
        var tenant = await TenantAsync();
        Assert.All(ScimAssert.List(await tenant.Scim.GetAsync("/Schemas")), schema =>
            Assert.DoesNotContain("urn:ietf:params:scim:api:", schema.Text("id"), StringComparison.OrdinalIgnoreCase));
        foreach (var message in new[] { "ListResponse", "PatchOp", "Error", "SearchRequest", "BulkRequest" })
            ScimAssert.Error(await tenant.Scim.GetAsync("/Schemas/urn:ietf:params:scim:api:messages:2.0:" + message), 404);

        foreach (var path in new[] { "/Users", "/Schemas", "/Users/nobody" })
            Assert.StartsWith("urn:ietf:params:scim:api:", (await tenant.Scim.GetAsync(path)).Json.Schemas()[0], StringComparison.Ordinal);
    }
}

public sealed class DiscoveryFormTestsOnSqlite(SqliteService service) : DiscoveryFormTests(service);

public sealed class DiscoveryFormTestsOnPostgreSql(PostgreSqlService service) : DiscoveryFormTests(service);

public sealed class DiscoveryFormTestsOnSqlServer(SqlServerService service) : DiscoveryFormTests(service);
