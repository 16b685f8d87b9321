namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Cases F01 and F10: what every kind of answer tells a browser.</summary>
public abstract class SecurityHeaderTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Data = "default-src 'none'; frame-ancestors 'none'";
    private const string PageOf =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    [Theory]
    [InlineData("GET /sign-in", 200, true)]
    [InlineData("GET /sign-in/once?code=x", 200, true)]
    [InlineData("GET /signed-out", 200, true)]
    [InlineData("POST /sign-in/once", 403, true)]
    [InlineData("POST /sign-out", 403, true)]
    [InlineData("GET /docs/index.html", 200, true)]
    [InlineData("GET /openapi/v1.json", 200, false)]
    [InlineData("GET /health/live", 200, false)]
    [InlineData("GET /admin/v1/organizations", 401, false)]
    [InlineData("GET /admin/v1/organizations as admin", 200, false)]
    [InlineData("POST /admin/v1/organizations as admin", 400, false)]
    [InlineData("GET /admin/v1/organizations/nobody as admin", 404, false)]
    [InlineData("DELETE /admin/v1/organizations as admin", 405, false)]
    [InlineData("GET /nothing", 401, false)]
    [InlineData("GET /scim/v2/Users", 401, false)]
    [InlineData("GET /scim/v2/Users as okta", 200, false)]
    [InlineData("GET /scim/v2/Users?filter=x as okta", 400, false)]
    [InlineData("GET /scim/v2/Nothing as okta", 404, false)]
    public async Task Every_kind_of_answer_has_the_headers_of_the_table(string call, int status, bool isPage)
    {
        var tenant = await TenantAsync();
        var words = call.Split(' ');
        using var request = ScimClient.NewRequest(new HttpMethod(words[0]), Service.BaseAddress + words[1]);
        if (words is [_, _, "as", var who])
            request.Headers.TryAddWithoutValidation("Authorization", ScimClient.Bearer(who == "okta" ? tenant.Token : Service.Options.AdminKey));
        if (words[0] == "POST")
            request.Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await Service.Http.SendAsync(request);
        var reply = await Reply.ReadAsync(request, response);

        Assert.True(status == reply.Status, reply.ToString());
        Assert.Equal(isPage, reply.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true);
        Assert.Equal(isPage ? PageOf : Data, reply.Header("Content-Security-Policy"));
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("same-origin", reply.Header("Referrer-Policy"));
        Assert.Equal("same-origin", reply.Header("Cross-Origin-Opener-Policy"));
        Assert.NotNull(reply.Header("Cache-Control"));
        if (!call.Contains("/docs", StringComparison.Ordinal))
            Assert.Equal("no-store", reply.Header("Cache-Control"));
        Assert.Null(reply.Header("Server"));
        Assert.Null(reply.Header("Strict-Transport-Security"));        // plain http: a browser would not take it
    }
}

public sealed class SecurityHeaderTestsOnSqlite(SqliteService service) : SecurityHeaderTests(service);

public sealed class SecurityHeaderTestsOnPostgreSql(PostgreSqlService service) : SecurityHeaderTests(service);

public sealed class SecurityHeaderTestsOnSqlServer(SqlServerService service) : SecurityHeaderTests(service);
