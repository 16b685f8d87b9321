namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Case D01: every route, with everything that is not the right credential.</summary>
public abstract class AuthorizationTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact, Rfc("7644-2-4", "7644-2.1-4", "7644-7.4-3", "7644-7.7-3")]
    public async Task No_route_but_those_on_the_list_answers_without_the_right_credential()
    {
        var tenant = await TenantAsync();
        var routes = await Routes.AllAsync(tenant);
        var admin = routes.Where(route => !route.IsScim && !Routes.IsAnonymous(route.Path)).ToList();
        Assert.True(admin.Count >= 40, $"only {admin.Count} admin routes were found");
        var credentials = await CredentialsAsync(tenant);
        List<string> findings = [];

        foreach (var route in routes.Where(route => !Routes.IsAnonymous(route.Path)))
        {
            foreach (var (name, value) in credentials)
            {
                var right = route.IsScim ? "scim token" : "admin key";
                if (name == right)
                    continue;
                var reply = await SendAsync(route, value);
                int[] allowed = name is "scim token" or "admin key" ? [401, 403] : [401];
                if (!allowed.Contains(reply.Status))
                    findings.Add($"{name}: {reply}");
                else if (route.IsScim)
                    ScimAssert.Error(reply, reply.Status);
                else
                    ScimAssert.Problem(reply, reply.Status);
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings.Take(50)));
    }

    [Fact]
    public async Task The_routes_on_the_list_answer_everybody()
    {
        foreach (var path in Routes.Anonymous)
        {
            var reply = await SendAsync(new Route("GET", path), null);
            Assert.True(reply.Status is 200 or 301 or 302 or 308, reply.ToString());
        }
    }

    [Fact]
    public async Task The_right_credential_opens_its_own_side()
    {
        var tenant = await TenantAsync();
        ScimAssert.List(await tenant.Scim.GetAsync("/Users"));
        ScimAssert.List(await tenant.Scim.At(Service.BaseAddress + "/scim/v2").GetAsync("/Users"));
        (await tenant.Admin.GetAsync("/users")).Expect(200);
    }

    [Theory, Rfc("7644-2-1", "7644-2.1-4")]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer    ")]
    [InlineData("Bearer null")]
    [InlineData("Bearer undefined")]
    [InlineData("Bearer scm_")]
    [InlineData("Bearer {token}x")]
    [InlineData("Bearer {flipped}")]
    [InlineData("Bearer {long}")]
    [InlineData("Basic")]
    [InlineData("Basic Og==")]
    [InlineData("Basic !!!")]
    [InlineData("Negotiate {token}")]
    [InlineData("Bearer {token}, Bearer {token}")]
    public async Task A_token_that_is_almost_one_is_none(string template)
    {
        var tenant = await TenantAsync();
        var flipped = tenant.Token[..^1] + (tenant.Token[^1] == 'a' ? 'b' : 'a');
        var authorization = template
            .Replace("{token}", tenant.Token, StringComparison.Ordinal)
            .Replace("{flipped}", flipped, StringComparison.Ordinal)
            .Replace("{long}", "scm_" + new string('A', 8000), StringComparison.Ordinal);

        var refused = await tenant.Scim.WithAuthorization(authorization).GetAsync("/Users");

        ScimAssert.Error(refused, 401);
        Assert.DoesNotContain(tenant.Token, refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_credentials_at_once_are_none()
    {
        var tenant = await TenantAsync();
        using var request = ScimClient.NewRequest(HttpMethod.Get, tenant.Scim.BaseAddress + "/Users");
        request.Headers.TryAddWithoutValidation("Authorization", ["Bearer " + tenant.Token, "Bearer other"]);
        ScimAssert.Error(await tenant.Scim.SendAsync(request), 401);
    }

    [Fact, Rfc("7644-7.4-1")]
    public async Task A_token_has_the_published_form_and_is_shown_once()
    {
        var tenant = await TenantAsync();
        Assert.Matches("^scm_[0-9A-Za-z]{49}$", tenant.Token);
        var listed = Assert.Single(await tenant.Directory.ListAsync("/tokens"));
        Assert.DoesNotContain(tenant.Token, listed.ToJsonString(), StringComparison.Ordinal);
        Assert.False(listed.AsObject().ContainsKey("token"));
        Assert.StartsWith(listed.Text("prefix"), tenant.Token, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Token, (await tenant.Directory.GetAsync()).Expect(200).Text, StringComparison.Ordinal);

        (await tenant.Scim.GetAsync("/Users")).Expect(200);
        await Eventually.Async(async () => (await tenant.Directory.ListAsync("/tokens"))[0]["lastUsedAt"] is not null);
    }

    [Fact, Rfc("7644-7.4-3")]
    public async Task Two_tokens_live_side_by_side_until_one_is_revoked()
    {
        var tenant = await TenantAsync();
        var second = (await Tenant.CreateTokenAsync(tenant.Directory)).Json;
        var rotated = tenant.Scim.WithAuthorization(ScimClient.Bearer(second.Text("token")));
        (await rotated.GetAsync("/Users")).Expect(200);
        var first = (await tenant.Directory.ListAsync("/tokens")).Single(token => token.Text("id") != second.Text("id")).Text("id");

        (await tenant.Directory.DeleteAsync("/tokens/" + first)).Expect(204);

        ScimAssert.Error(await tenant.Scim.GetAsync("/Users"), 401);        // in this process at once
        (await rotated.GetAsync("/Users")).Expect(200);
    }

    [Fact]
    public async Task The_tokens_of_a_deleted_directory_or_organization_are_refused()
    {
        var tenant = await TenantAsync();
        var (id, address) = await Tenant.CreateDirectoryAsync(tenant.Admin, "okta");
        var token = (await Tenant.CreateTokenAsync(tenant.Admin.At("/directories/" + id))).Json.Text("token");
        var scim = tenant.Service.Scim(address, ScimClient.Bearer(token));
        (await scim.GetAsync("/Users")).Expect(200);

        (await tenant.Admin.DeleteAsync("/directories/" + id)).Expect(202, 204);
        await Eventually.EqualAsync(401, async () => (await scim.GetAsync("/Users")).Status, within: TimeSpan.FromSeconds(5));
        (await tenant.Scim.GetAsync("/Users")).Expect(200);

        (await tenant.Admin.DeleteAsync("")).Expect(202, 204);
        await Eventually.EqualAsync(401, async () => (await tenant.Scim.GetAsync("/Users")).Status, within: TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("/SCIM/v2/{dir}/Users")]
    [InlineData("//scim//v2//{dir}//Users")]
    [InlineData("/scim/v2/%2e%2e/%2e%2e/admin/v1/organizations")]
    [InlineData("/scim/v2/../../admin/v1/organizations")]
    [InlineData("/scim/v2/{dir}/Users/%2e%2e/%2e%2e/%2e%2e/%2e%2e/admin/v1/organizations")]
    [InlineData("/scim/v2/{dir}/Users/..%2f..%2f..%2fadmin")]
    [InlineData("/admin/v1//organizations")]
    [InlineData("/ADMIN/v1/organizations")]
    [InlineData("/api/scim/v2/{dir}/Users")]
    public async Task No_other_spelling_of_an_address_goes_past_the_check(string template)
    {
        var tenant = await TenantAsync();
        var path = template.Replace("{dir}", tenant.DirectoryId, StringComparison.Ordinal);

        var anonymous = await SendAsync(new Route("GET", path), null);
        Assert.True(anonymous.Status is 400 or 401 or 404, anonymous.ToString());
        if (path.Contains("admin", StringComparison.OrdinalIgnoreCase))
        {
            var scimToken = await SendAsync(new Route("GET", path), tenant.Scim.Authorization);
            Assert.True(scimToken.Status is 400 or 401 or 403 or 404, scimToken.ToString());
            Assert.DoesNotContain(tenant.Id, scimToken.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_overriding_header_does_not_change_the_method()
    {
        var tenant = await TenantAsync();
        var id = await tenant.CreateUserAsync("ada");
        using var request = ScimClient.NewRequest(HttpMethod.Get, $"{tenant.Scim.BaseAddress}/Users/{id}");
        request.Headers.TryAddWithoutValidation("Authorization", tenant.Scim.Authorization);
        request.Headers.TryAddWithoutValidation("X-HTTP-Method-Override", "DELETE");
        (await tenant.Scim.SendAsync(request)).Expect(200);
        (await tenant.Scim.GetAsync("/Users/" + id)).Expect(200);
    }

    private static async Task<IReadOnlyList<(string Name, string? Value)>> CredentialsAsync(Tenant tenant)
    {
        // It must have been a token once: only what was good until a moment ago shows that the moment matters.
        var expiring = (await Tenant.CreateTokenAsync(tenant.Directory, DateTimeOffset.UtcNow.AddSeconds(2))).Json.Text("token");
        var expired = tenant.Scim.WithAuthorization(ScimClient.Bearer(expiring));
        await Eventually.EqualAsync(401, async () => (await expired.GetAsync("/Users")).Status);
        Assert.Contains("expired", (await expired.GetAsync("/Users")).Json.Text("detail"), StringComparison.OrdinalIgnoreCase);
        var revoked = (await Tenant.CreateTokenAsync(tenant.Directory)).Json;
        (await tenant.Directory.DeleteAsync("/tokens/" + revoked.Text("id"))).Expect(204);

        return
        [
            ("no header", null),
            ("empty bearer", "Bearer "),
            ("Bearer null", "Bearer null"),
            ("Basic garbage", "Basic Z2FyYmFnZTpnYXJiYWdl"),
            ("garbage", "garbage"),
            ("expired token", "Bearer " + expiring),
            ("revoked token", "Bearer " + revoked.Text("token")),
            ("scim token", "Bearer " + tenant.Token),
            ("admin key", "Bearer " + tenant.Service.Options.AdminKey),
        ];
    }

    private async Task<Reply> SendAsync(Route route, string? authorization)
    {
        var scim = Service.Scim(Service.BaseAddress, authorization);
        return await scim.SendAsync(new HttpMethod(route.Method), route.Path, route.Method is "POST" or "PUT" or "PATCH" ? new JsonObject() : null);
    }
}

public sealed class AuthorizationTestsOnSqlite(SqliteService service) : AuthorizationTests(service);

public sealed class AuthorizationTestsOnPostgreSql(PostgreSqlService service) : AuthorizationTests(service);

public sealed class AuthorizationTestsOnSqlServer(SqlServerService service) : AuthorizationTests(service);
