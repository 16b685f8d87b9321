using System.Text;

namespace Scim.Modular.ConformanceTests.Rfc;

/// <summary>RFC 7644 §3.8 to §3.13: media types, /Me, errors and the version in the address.</summary>
public abstract class MediaAndErrorTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Rfc("7644-3.8-1", "7644-3.8-2", "7644-3.8-4", "7644-3.8-5")]
    [InlineData("application/scim+json")]
    [InlineData("application/json")]
    [InlineData("application/scim+json, application/json;q=0.8")]
    [InlineData("*/*")]
    [InlineData(null)]
    public async Task Any_accepted_media_type_is_answered_with_JSON_in_UTF8(string? accept)
    {
        var tenant = await TenantAsync();
        var id = await tenant.PostUserAsync("ada", user => user["displayName"] = "Zoë 名前 🙂");

        var reply = await tenant.Scim.SendWithAsync("GET", "/Users/" + id, null, accept is null ? [] : [("Accept", accept)]);

        Assert.Contains(ScimClient.ContentTypeOf(reply.Expect(200))?.MediaType, new[] { "application/scim+json", "application/json" });
        Assert.Equal("Zoë 名前 🙂", reply.Json.Text("displayName"));
    }

    [Fact, Rfc("7644-3.8-1", "7644-3.8-2")]
    public async Task Bytes_that_are_not_UTF8_are_400()
    {
        var tenant = await TenantAsync();
        var body = Encoding.UTF8.GetBytes(Tenant.UserBody("ada?").ToJsonString());
        foreach (var wrong in new byte[] { 0xff, 0xc0 })
        {
            var bytes = body.Select(one => one == (byte)'?' ? wrong : one).ToArray();
            ScimAssert.Error(await tenant.Scim.SendBytesAsync(HttpMethod.Post, "/Users", bytes, ScimClient.MediaType), 400);
        }

        ScimAssert.Error(await tenant.Scim.SendBytesAsync(HttpMethod.Post, "/Users", Encoding.Unicode.GetBytes(Tenant.UserBody("ada").ToJsonString()), ScimClient.MediaType), 400);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    [Fact, Rfc("7644-3.11-1")]
    public async Task Me_of_a_token_that_stands_for_nobody_is_501()
    {
        var tenant = await TenantAsync();
        foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" })
        {
            var body = method is "PUT" or "PATCH" ? Tenant.UserBody("ada") : null;
            ScimAssert.Error(await tenant.Scim.SendAsync(new HttpMethod(method), "/Me", body), 501);
        }
    }

    [Fact, Rfc("7644-3.11-2", "7644-2.1-2")]
    public async Task Me_of_a_users_token_is_that_user_at_its_permanent_address()
    {
        var tenant = await TenantAsync();
        var ada = await tenant.CreateUserAsync("ada");
        var token = (await tenant.Directory.PostAsync("/tokens", new { name = "ada's", userId = ada })).Expect(201).Json.Text("token");
        var me = tenant.Scim.WithAuthorization(ScimClient.Bearer(token));

        var read = (await me.GetAsync("/Me")).Expect(200);
        Assert.Equal(ada, read.Json.Text("id"));
        Assert.Equal($"{tenant.ScimBaseAddress}/Users/{ada}", read.Header("Location"));
        var patched = (await me.PatchAsync("/Me", Tenant.Replace("title", "Lead"))).Expect(200);

        Assert.Equal($"{tenant.ScimBaseAddress}/Users/{ada}", patched.Header("Location"));
        Assert.Equal("Lead", (await tenant.UserAsync(ada)).Text("title"));
    }

    [Fact, Rfc("7644-2.1-2", "7644-2-6", "7644-7.7-3")]
    public async Task A_token_is_made_for_a_user_of_its_own_directory_only()
    {
        var tenant = await TenantAsync();
        var stranger = await (await TenantAsync()).CreateUserAsync("eve");
        foreach (var user in new[] { stranger, Guid.CreateVersion7().ToString() })
            ScimAssert.Problem(await tenant.Directory.PostAsync("/tokens", new { name = "x", userId = user }), 400, 404, 422);
    }

    [Fact, Rfc("7644-3.2-4", "7644-3.2-5", "7644-3.12-1", "7644-3.12-2", "7644-3.12-3")]
    public async Task Every_kind_of_failure_has_its_status_in_the_answer_and_as_a_string_in_its_body()
    {
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ada");

        ScimAssert.Error(await tenant.Scim.FilterAsync("Users", "ABC"), 400, "invalidFilter");
        ScimAssert.Error(await tenant.Scim.WithAuthorization("Bearer none").GetAsync("/Users"), 401);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Schemas?filter=id%20pr"), 403);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Users/nobody"), 404);
        ScimAssert.Error(await tenant.Scim.DeleteAsync("/Users"), 405);
        ScimAssert.Error(await tenant.Scim.PostAsync("/Users", Tenant.UserBody("ada", "other")), 409, "uniqueness");
        ScimAssert.Error(await tenant.Scim.SendTextAsync(HttpMethod.Post, "/Users", "{}", "text/plain"), 415);
        ScimAssert.Error(await tenant.Scim.GetAsync("/Me"), 501);
    }

    [Theory, Rfc("7644-3.13-1", "7644-3.13-2")]
    [InlineData("/scim/v1/{dir}/Users")]
    [InlineData("/scim/v3/Users")]
    [InlineData("/scim/Users")]
    [InlineData("/scim/2/Users")]
    public async Task A_version_that_there_is_not_is_refused(string path)
    {
        var tenant = await TenantAsync();
        Assert.Contains("/v2/", tenant.ScimBaseAddress + "/", StringComparison.Ordinal);
        ScimAssert.Error(
            await tenant.Scim.At(Service.BaseAddress).GetAsync(path.Replace("{dir}", tenant.DirectoryId, StringComparison.Ordinal)), 404);
    }
}

public sealed class MediaAndErrorTestsOnSqlite(SqliteService service) : MediaAndErrorTests(service);

public sealed class MediaAndErrorTestsOnPostgreSql(PostgreSqlService service) : MediaAndErrorTests(service);

public sealed class MediaAndErrorTestsOnSqlServer(SqlServerService service) : MediaAndErrorTests(service);
