using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Bulk requests that try to go where a single request could not.</summary>
public abstract class BulkAbuseTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory, Trait("Case", "C17")]
    [InlineData("POST", "/Bulk")]
    [InlineData("POST", "/.search")]
    [InlineData("POST", "/Users/.search")]
    [InlineData("POST", "/Users/../../../admin/v1/organizations")]
    [InlineData("POST", "/Users/%2e%2e/%2e%2e/admin")]
    [InlineData("POST", "//Users")]
    [InlineData("POST", "Users")]
    [InlineData("POST", "")]
    [InlineData("POST", "/")]
    [InlineData("POST", "/Users?attributes=id")]
    [InlineData("POST", "http://127.0.0.1/scim/v2/Users")]
    [InlineData("POST", "/scim/v2/{other}/Users")]
    [InlineData("POST", "/admin/v1/organizations")]
    [InlineData("POST", "/Schemas")]
    [InlineData("POST", "/ServiceProviderConfig")]
    [InlineData("POST", "/Nothing")]
    [InlineData("DELETE", "/Users")]
    [InlineData("DELETE", "/Users/{victim}/..")]
    [InlineData("DELETE", "/Users/{victim}")]
    [InlineData("PUT", "/Users/{victim}")]
    [InlineData("PATCH", "/Users/{victim}")]
    [InlineData("GET", "/Users")]
    [InlineData("OPTIONS", "/Users")]
    public async Task An_operation_reaches_what_a_request_of_its_own_would_and_no_more(string method, string template)
    {
        var tenant = await TenantAsync();
        var other = await TenantAsync();
        var victim = await other.CreateUserAsync("eve");
        var before = (await other.Scim.GetAsync("/Users/" + victim)).Expect(200).Text;
        var path = template.Replace("{victim}", victim, StringComparison.Ordinal).Replace("{other}", other.DirectoryId, StringComparison.Ordinal);
        var data = method == "PATCH" ? ScimRequests.PatchBody(Tenant.Replace("title", "x")) : Tenant.UserBody("ada");

        var answer = await tenant.Scim.BulkAsync(null, ScimRequests.Operation(method, path, method is "DELETE" or "GET" ? null : data, "b1"));

        if (answer.Status == 200)
            Assert.Contains(Assert.Single(answer.Json.List("Operations")).Text("status"), new[] { "400", "403", "404", "405", "501" });
        else
            ScimAssert.Error(answer, 400);
        Assert.DoesNotContain("eve", answer.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await other.Scim.GetAsync("/Users/" + victim)).Expect(200).Text);
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
        ScimAssert.List(await other.Scim.GetAsync("/Users"), 1);
    }

    [Fact, Trait("Case", "C17")]
    public async Task A_bulkId_that_is_there_twice_refers_to_itself_or_to_nothing_creates_nothing_by_half()
    {
        var tenant = await TenantAsync();

        var twice = await tenant.Scim.BulkAsync(null,
            ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada"), "x"), ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ben"), "x"));
        if (twice.Status != 400)
            Assert.DoesNotContain(twice.Expect(200).Json.List("Operations"), result => result.Text("status") == "500");
        else
            ScimAssert.Error(twice, 400);
        var itself = (await tenant.Scim.BulkAsync(null, ScimRequests.Operation("POST", "/Groups", Tenant.GroupBody("Eng", ["bulkId:g"]), "g"))).Expect(200);
        Assert.Contains(Assert.Single(itself.Json.List("Operations")).Text("status"), new[] { "400", "409" });
        foreach (var nothing in new[] { "bulkId:", "bulkId:nobody", "bulkId:bulkId:g" })
        {
            var answer = (await tenant.Scim.BulkAsync(null, ScimRequests.Operation("DELETE", "/Users/" + nothing))).Expect(200, 400);
            if (answer.Status == 200)
                Assert.Contains(Assert.Single(answer.Json.List("Operations")).Text("status"), new[] { "400", "404", "409" });
        }

        Assert.All(ScimAssert.List(await tenant.Scim.GetAsync("/Groups")), group => Assert.Null(group["members"]));
    }

    [Fact, Trait("Case", "C17")]
    public async Task A_job_without_a_usable_token_is_401_as_a_whole()
    {
        var tenant = await TenantAsync();
        var admin = tenant.Scim.WithAuthorization(ScimClient.Bearer(Service.Options.AdminKey));
        var operation = ScimRequests.Operation("POST", "/Users", Tenant.UserBody("ada"), "a");
        foreach (var scim in new[] { tenant.Scim.WithAuthorization(null), tenant.Scim.WithAuthorization("Bearer none"), admin })
        {
            var refused = await scim.BulkAsync(null, (JsonObject)operation.DeepClone());
            ScimAssert.Error(refused, refused.Status == 403 ? 403 : 401);
        }

        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }
}

public sealed class BulkAbuseTestsOnSqlite(SqliteService service) : BulkAbuseTests(service);

public sealed class BulkAbuseTestsOnPostgreSql(PostgreSqlService service) : BulkAbuseTests(service);

public sealed class BulkAbuseTestsOnSqlServer(SqlServerService service) : BulkAbuseTests(service);
