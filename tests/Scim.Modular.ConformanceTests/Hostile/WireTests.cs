using Scim.Modular.ConformanceTests.Rfc;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Requests that a server and a proxy in front of it could take for different ones, and methods that there are not.</summary>
public abstract class WireTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Smuggled = "GET /health/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n";

    private static readonly string[] Ambiguities =
    [
        "Transfer-Encoding: chunked\r\n\r\n4;ext=x\nABCD\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4;ext=\rx\r\nABCD\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\nABCD\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nZ\r\n",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "Content-Length: 0, 44\r\n\r\n",
        "Content-Length: -1\r\n\r\n",
        "Host: evil.example\r\nContent-Length: 0\r\n\r\n",
        "X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
        "X-Bare: a\rb\r\nContent-Length: 0\r\n\r\n",
        "X-Nul: a\0b\r\nContent-Length: 0\r\n\r\n",
    ];

    /// <summary>On routes that read their body, and on those that do not.</summary>
    [Theory, Trait("Case", "C20")]
    [InlineData("POST {base}/Users")]
    [InlineData("GET {base}/Users")]
    [InlineData("POST {base}/Users/.search")]
    [InlineData("DELETE {base}/Users/1")]
    [InlineData("POST /health/live")]
    public async Task A_request_that_can_be_read_in_two_ways_is_answered_once_and_nothing_behind_it(string route)
    {
        var tenant = await TenantAsync();
        var address = new Uri(Service.BaseAddress);
        var head = $"{route.Replace("{base}", new Uri(tenant.ScimBaseAddress).AbsolutePath, StringComparison.Ordinal)} HTTP/1.1\r\n"
            + $"Host: {address.Authority}\r\nAuthorization: {tenant.Scim.Authorization}\r\nContent-Type: {ScimClient.MediaType}\r\n";

        var answers = await Task.WhenAll(Ambiguities.Select(async rest =>
            (rest, await RawConnection.StatusesAsync(address, head + rest + Smuggled.Replace("{host}", address.Authority, StringComparison.Ordinal)))));

        Assert.All(answers, answer =>
        {
            var (rest, statuses) = answer;
            var shown = $"{rest.ReplaceLineEndings("⏎")}: {string.Join(' ', statuses)}";
            Assert.True(statuses.Count == 1, shown);
            Assert.True(statuses[0] is >= 200 and < 500, shown);
        });
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"), 0);
    }

    [Fact, Trait("Case", "C20")]
    public async Task Two_requests_that_are_two_are_answered_twice()
    {
        var tenant = await TenantAsync();
        var address = new Uri(Service.BaseAddress);
        var first = $"GET {new Uri(tenant.ScimBaseAddress).AbsolutePath}/Users HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: {tenant.Scim.Authorization}\r\n\r\n";
        var second = Smuggled.Replace("{host}", address.Authority, StringComparison.Ordinal);
        Assert.Equal([200, 200], await RawConnection.StatusesAsync(address, first + second));
    }

    [Theory, Trait("Case", "C19")]
    [InlineData("TRACE")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    [InlineData("LOCK")]
    [InlineData("PROPFIND")]
    [InlineData("get")]
    [InlineData("DELETE")]
    public async Task A_method_that_there_is_not_is_refused_and_never_taken_for_another(string method)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        foreach (var path in new[] { "/Users", "/Schemas", "/ServiceProviderConfig" })
        {
            var reply = await tenant.Scim.SendAsync(new HttpMethod(method), path);
            Assert.True(reply.Status is 404 or 405 or 501 || (method is "HEAD" && reply.Status == 200) || (method is "get" && reply.Status == 200), reply.ToString());
            if (method == "HEAD")
                Assert.Equal("", reply.Text);
            Assert.DoesNotContain(tenant.Token, reply.Text, StringComparison.Ordinal);
        }

        (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200);
    }

    [Fact, Trait("Case", "C19")]
    public async Task The_service_is_nobodys_proxy()
    {
        var tenant = await TenantAsync();
        var address = new Uri(Service.BaseAddress);
        foreach (var line in new[] { "CONNECT evil.example:443", "CONNECT /scim/v2/Users", "GET http://evil.example/", "OPTIONS *" })
        {
            var statuses = await RawConnection.StatusesAsync(
                address, $"{line} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\nAuthorization: {tenant.Scim.Authorization}\r\n\r\n");
            Assert.All(statuses, status => Assert.InRange(status, 400, 499));
            Assert.True(statuses.Count <= 1);
        }
    }

    [Theory, Trait("Case", "C19")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Method-Override")]
    public async Task No_header_and_no_parameter_changes_the_method(string header)
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        var body = ScimRequests.PatchBody(Tenant.Replace("title", "x"));
        (await tenant.Scim.SendWithAsync("GET", $"/Users/{id}?_method=DELETE", null, (header, "DELETE"))).Expect(200);
        ScimAssert.Error(await tenant.Scim.SendWithAsync("POST", "/Users/" + id, body, (header, "PATCH")), 405);
        Assert.Null((await tenant.UserAsync(id))["title"]);
    }
}

public sealed class WireTestsOnSqlite(SqliteService service) : WireTests(service);

public sealed class WireTestsOnPostgreSql(PostgreSqlService service) : WireTests(service);

public sealed class WireTestsOnSqlServer(SqlServerService service) : WireTests(service);
