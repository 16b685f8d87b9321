namespace Scim.Modular.ConformanceTests.Protocol;

/// <summary>The admin API is strict where SCIM is tolerant: whatever is not understood is a problem document with a stable code.</summary>
public abstract class AdminFormTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Theory]
    [InlineData("GET", "/nothing", null, "", 404)]
    [InlineData("GET", "/teams/not-a-uuid", null, "", 404)]
    [InlineData("PUT", "/teams", "application/json", "{}", 405)]
    [InlineData("POST", "/teams", "text/plain", """{"name":"Eng"}""", 415)]
    [InlineData("POST", "/teams", null, """{"name":"Eng"}""", 415)]
    [InlineData("POST", "/teams", "application/json", "", 400)]
    [InlineData("POST", "/teams", "application/json", """{"name":"Eng" """, 400)]
    [InlineData("POST", "/teams", "application/json", """["Eng"]""", 400)]
    [InlineData("POST", "/teams", "application/json", """{"name":5}""", 400)]
    [InlineData("POST", "/teams", "application/json", """{"name":"Eng","name":"Ops"}""", 400)]
    [InlineData("POST", "/teams", "application/json", """{"name":"Eng","colour":"red"}""", 400)]
    [InlineData("POST", "/teams", "application/json", """{"name":""}""", 400)]
    [InlineData("POST", "/teams", "application/json", """{}""", 400)]
    [InlineData("PUT", "/plans/p", "application/json", """{"name":"P","seats":-1,"rank":1,"isDefault":true,"overflow":"waitlist"}""", 400)]
    [InlineData("PUT", "/plans/p", "application/json", """{"name":"P","seats":1,"rank":1,"isDefault":true,"overflow":"maybe"}""", 400)]
    [InlineData("GET", "/users?limit=0", null, "", 400)]
    [InlineData("GET", "/users?limit=201", null, "", 400)]
    [InlineData("GET", "/users?cursor=garbage!", null, "", 400)]
    [InlineData("GET", "/users?licenseStatus=happy", null, "", 400)]
    public async Task What_is_not_understood_is_a_problem_document_and_changes_nothing(string method, string path, string? contentType, string body, int status)
    {
        var tenant = await TenantAsync();
        var admin = Service.Scim($"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}", ScimClient.Bearer(Service.Options.AdminKey));

        ScimAssert.Problem(await admin.SendTextAsync(new HttpMethod(method), path, method == "GET" ? null : body, contentType), status);

        Assert.Empty(await tenant.Admin.ListAsync("/teams"));
        Assert.Empty(await tenant.Admin.ListAsync("/plans"));
    }

    [Fact]
    public async Task A_stale_If_Match_is_412_and_the_current_one_is_honoured()
    {
        var tenant = await TenantAsync();
        var team = await tenant.CreateTeamAsync("Engineering");
        var first = (await tenant.Admin.GetAsync("/teams/" + team)).Expect(200).Header("ETag");
        Assert.NotNull(first);
        (await RenameAsync(tenant, team, first, "One")).Expect(200);

        ScimAssert.Problem(await RenameAsync(tenant, team, first, "Two"), 412);
        ScimAssert.Problem(await RenameAsync(tenant, team, "garbage", "Two"), 412);
        Assert.Equal("One", (await tenant.Admin.GetAsync("/teams/" + team)).Expect(200).Json.Text("name"));
        (await RenameAsync(tenant, team, "*", "Three")).Expect(200);
    }

    private async Task<Reply> RenameAsync(Tenant tenant, string team, string ifMatch, string name)
    {
        using var request = ScimClient.NewRequest(HttpMethod.Patch, $"{Service.BaseAddress}/admin/v1/organizations/{tenant.Id}/teams/{team}");
        request.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(Service.Options.AdminKey));
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        request.Content = new StringContent(JsonNodes.Of(new { name }).ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        return await tenant.Scim.SendAsync(request);
    }
}

public sealed class AdminFormTestsOnSqlite(SqliteService service) : AdminFormTests(service);

public sealed class AdminFormTestsOnPostgreSql(PostgreSqlService service) : AdminFormTests(service);

public sealed class AdminFormTestsOnSqlServer(SqlServerService service) : AdminFormTests(service);
