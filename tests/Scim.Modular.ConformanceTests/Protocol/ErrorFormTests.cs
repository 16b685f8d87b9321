using System.Text;

namespace Scim.Modular.ConformanceTests.Protocol;

/// <summary>Whatever goes wrong, a client gets RFC 7644 §3.12's error and not a page of a proxy or a framework.</summary>
public abstract class ErrorFormTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const int UserLimit = 256 * 1024;
    private const int GroupLimit = 4 * 1024 * 1024;

    [Theory, Rfc("7644-3.2-4", "7644-3.2-5", "7644-3.12-1", "7644-3.12-2", "7644-3.12-3")]
    [InlineData("GET", "/Nothing")]
    [InlineData("GET", "/Nothing/1")]
    [InlineData("POST", "/Nothing")]
    [InlineData("PATCH", "/Nothing/1")]
    [InlineData("GET", "/Users/1/2/3")]
    [InlineData("GET", "/Schemas/urn:nothing")]
    [InlineData("GET", "/ResourceTypes/Nothing")]
    [InlineData("GET", "/Users/not-a-uuid")]
    [InlineData("GET", "/Groups/00919288221112222")]
    [InlineData("DELETE", "/Users/not-a-uuid")]
    [InlineData("DELETE", "/Groups/not-a-uuid")]
    public async Task What_is_not_there_is_404(string method, string path)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(
            await tenant.Scim.SendAsync(new HttpMethod(method), path, method is "GET" or "DELETE" ? null : Tenant.UserBody("ada")), 404);
    }

    [Fact, Rfc("7644-2-3", "7644-3.12-3")]
    public async Task Without_a_usable_token_it_is_401_with_a_challenge_and_says_what_was_seen()
    {
        var tenant = await TenantAsync();
        foreach (var authorization in new[] { null, "non-token", "Bearer non-token" })
        {
            foreach (var path in new[] { "/Users", "/Users/1", "/ServiceProviderConfig", "/Nothing" })
            {
                var refused = await tenant.Scim.WithAuthorization(authorization).GetAsync(path);
                ScimAssert.Error(refused, 401);
                Assert.StartsWith("Bearer", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
            }
        }
    }

    [Theory, Rfc("7644-3.12-3")]
    [InlineData("PATCH", "/Users")]
    [InlineData("PUT", "/Users")]
    [InlineData("DELETE", "/Users")]
    [InlineData("PATCH", "/Groups")]
    [InlineData("POST", "/Schemas")]
    [InlineData("POST", "/ResourceTypes")]
    [InlineData("POST", "/ServiceProviderConfig")]
    [InlineData("PUT", "/ServiceProviderConfig")]
    [InlineData("DELETE", "/Schemas")]
    public async Task A_method_that_does_not_apply_is_405_and_names_those_that_do(string method, string path)
    {
        var tenant = await TenantAsync();
        var refused = await tenant.Scim.SendAsync(new HttpMethod(method), path, method == "DELETE" ? null : Tenant.UserBody("ada"));
        ScimAssert.Error(refused, 405);
        Assert.Contains("GET", refused.Header("Allow") ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_256_KiB_is_taken_and_one_byte_more_is_413()
    {
        var tenant = await TenantAsync();

        ScimAssert.Error(await PaddedAsync(tenant, "/Users", Tenant.UserBody("ada"), UserLimit + 1), 413);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
        (await PaddedAsync(tenant, "/Users", Tenant.UserBody("ada"), UserLimit)).Expect(201);
    }

    [Fact]
    public async Task A_group_of_4_MiB_is_taken_and_one_byte_more_is_413()
    {
        var tenant = await TenantAsync();

        ScimAssert.Error(await PaddedAsync(tenant, "/Groups", Tenant.GroupBody("Eng", []), GroupLimit + 1), 413);
        ScimAssert.List(await tenant.Scim.GetAsync("/Groups"), 0);
        (await PaddedAsync(tenant, "/Groups", Tenant.GroupBody("Eng", []), GroupLimit)).Expect(201);
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/scim+json; charset=utf-7")]
    [InlineData(null)]
    public async Task A_body_that_is_not_declared_as_JSON_is_415(string? contentType)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", Tenant.UserBody("ada").ToJsonString(), contentType), 415);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    public static TheoryData<string> BodiesThatAreNotJson => new(
        "",
        "{",
        "nonsense",
        "[]",
        "null",
        "\"text\"",
        """{"userName":"ada"} {"userName":"ben"}""",
        """{"userName":"ada",}""",
        """{"userName":"ada" /* really */}""",
        """{"userName":NaN}""",
        """{"userName":"ada","userName":"ben"}""",
        """{"userName":"ada","USERNAME":"ben"}""",
        """{"userName":"ada","name":{"givenName":"a","givenName":"b"}}""");

    [Theory, Rfc("7643-2.1-1", "7644-3.12-3"), MemberData(nameof(BodiesThatAreNotJson))]
    public async Task A_body_that_is_not_one_JSON_object_with_distinct_keys_is_400(string body)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", body, ScimClient.MediaType), 400, "invalidSyntax");
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    [Theory]
    [InlineData("\\u0000")]
    [InlineData("\\ud800")]
    [InlineData("a\\u0000b")]
    public async Task Text_that_no_database_could_keep_is_400(string text)
    {
        var tenant = await TenantAsync();
        foreach (var attribute in new[] { "userName", "externalId", "displayName", "nickName", "title" })
        {
            var body = Tenant.UserBody("ada").Without(attribute).ToJsonString();
            var refused = await tenant.Scim.SendTextAsync(
                HttpMethod.Post, "/Users", $$"""{"{{attribute}}":"x{{text}}",{{body[1..]}}""", ScimClient.MediaType);
            ScimAssert.Error(refused, 400, "invalidValue");
        }

        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    public static TheoryData<string> FiltersThatAreNot => new(
        "ABC",
        "userName",
        "userName eq",
        "userName eq \"unterminated",
        "userName is \"ada\"",
        "noSuchAttribute eq \"x\"",
        "password eq \"x\"",
        "userName eq \"a\" and",
        "(userName eq \"a\"",
        "userName eq \"a\")",
        "not userName",
        "active gt true",
        "userName eq 5",
        "emails[type eq \"work\"",
        "$where eq \"x\"",
        "id); drop table users; --",
        string.Concat(Enumerable.Repeat("(", 21)) + "userName pr" + string.Concat(Enumerable.Repeat(")", 21)),
        string.Join(" or ", Enumerable.Repeat("active eq true", 201)),
        $"userName eq \"{new string('x', 4097)}\"");

    [Theory, Rfc("7644-3.4.2.2-1", "7644-3.4.2.2-3", "7644-3.4.2.2-10", "7644-3.4.2.2-14"), MemberData(nameof(FiltersThatAreNot))]
    public async Task A_filter_that_is_not_understood_is_400_and_never_everybody(string filter)
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");
        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", filter), 400, "invalidFilter");
    }

    [Fact]
    public async Task Filters_that_have_ended_other_servers_are_refused_and_this_one_lives()
    {
        var tenant = await TenantAsync();
        var processId = Service.ProcessId;
        foreach (var filter in new[]
        {
            string.Concat(Enumerable.Repeat("(", 1500)),
            string.Concat(Enumerable.Repeat("not (", 700)),
            string.Concat(Enumerable.Repeat("emails[", 500)),
            string.Join(" or ", Enumerable.Repeat("active pr", 300)),
        })
        {
            ScimAssert.Error(await tenant.Scim.FilterAsync("Users", filter), 400, "invalidFilter");
            ScimAssert.Error(await tenant.Scim.WithAuthorization(null).FilterAsync("Users", filter), 401);
        }

        Assert.False(Service.HasExited);
        Assert.Equal(processId, Service.ProcessId);
    }

    [Theory]
    [InlineData("count", "abc")]
    [InlineData("startIndex", "1e9")]
    [InlineData("startIndex", "1.5")]
    [InlineData("count", "1&count=2")]
    [InlineData("filter", "a&filter=b")]
    public async Task A_query_parameter_that_is_not_understood_is_400(string name, string value)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.GetAsync($"/Users?{name}={value}"), 400);
    }

    [Theory, Rfc("7643-4.1.1-1", "7643-4.1.1-3")]
    [InlineData("{}", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":""}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":["ada"]}""", "invalidValue")]
    public async Task A_user_without_a_userName_is_400(string body, string scimType)
    {
        var tenant = await TenantAsync();
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", body, ScimClient.MediaType), 400, scimType);
    }

    [Theory, Rfc("7644-3.5.2-2")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":{"op":"add"}}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["add"]}""")]
    public async Task A_patch_without_operations_is_400(string body)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Patch, "/Users/" + id, body, ScimClient.MediaType), 400);
    }

    private static Task<Reply> PaddedAsync(Tenant tenant, string path, JsonObject body, int length)
    {
        var json = body.ToJsonString();
        var bytes = Encoding.UTF8.GetBytes(json[..^1] + new string(' ', length - Encoding.UTF8.GetByteCount(json)) + "}");
        Assert.Equal(length, bytes.Length);
        return tenant.Scim.SendBytesAsync(HttpMethod.Post, path, bytes, ScimClient.MediaType, askFirst: true);
    }
}

public sealed class ErrorFormTestsOnSqlite(SqliteService service) : ErrorFormTests(service);

public sealed class ErrorFormTestsOnPostgreSql(PostgreSqlService service) : ErrorFormTests(service);

public sealed class ErrorFormTestsOnSqlServer(SqlServerService service) : ErrorFormTests(service);
