namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Sign-in connections by the admin API.</summary>
public abstract class SignInConnectionTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Secret = "hush-hush-client-secret";

    [Fact]
    public async Task A_connection_is_made_read_changed_listed_and_deleted_and_each_change_is_audited()
    {
        var tenant = await TenantAsync();
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", Oidc())).Expect(201);
        var (id, path) = (made.Json.Text("id"), "/sign-in-connections/" + made.Json.Text("id"));
        Assert.EndsWith($"/sign-in/connections/{id}/callback", made.Json["oidc"]!.Text("redirectUri"), StringComparison.Ordinal);
        Assert.True(made.Json["oidc"]!.Flag("hasClientSecret"));
        var etag = made.Header("ETag")!;

        var changed = (await tenant.Admin.With("If-Match", etag).PatchAsync(path, new { name = "Okta 2", oidc = new { clientSecret = Secret + "2" } })).Expect(200);
        ScimAssert.Problem(await tenant.Admin.With("If-Match", etag).PatchAsync(path, new { name = "Okta 3" }), 412);
        Assert.Equal(changed.Text, (await tenant.Admin.GetAsync(path)).Expect(200).Text);
        Assert.Equal([id], (await tenant.Admin.ListAsync("/sign-in-connections")).Select(one => one.Text("id")));
        (await tenant.Admin.DeleteAsync(path)).Expect(204);
        (await tenant.Admin.GetAsync(path)).Expect(404);

        foreach (var action in new[] { "Created", "Changed", "Deleted" })
            await Eventually.Async(async () => (await tenant.Admin.ListAsync("/audit?action=identity.SignInConnection" + action)).Count == 1);
        var log = string.Concat((await tenant.Admin.ListAsync("/audit")).Select(entry => entry.ToJsonString()));
        Assert.DoesNotContain(Secret, log + made.Text + changed.Text, StringComparison.Ordinal);
    }

    /// <summary>V30: whoever can change the address of a provider must not get the secret sent there.</summary>
    [Fact]
    public async Task Another_provider_needs_the_secret_again()
    {
        var tenant = await TenantAsync();
        var path = "/sign-in-connections/" + (await tenant.Admin.PostAsync("/sign-in-connections", Oidc())).Expect(201).Json.Text("id");
        foreach (var change in new object[] { new { authority = "https://evil.example" }, new { clientId = "other" } })
        {
            var refused = await tenant.Admin.PatchAsync(path, new { oidc = change });
            ScimAssert.Problem(refused, 400);
            Assert.Equal("client_secret_needed", refused.Json.Text("code"));
        }

        (await tenant.Admin.PatchAsync(path, new { oidc = new { authority = "https://other.example", clientSecret = "new" } })).Expect(200);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        using var provider = new SamlIdentityProvider();
        var tenant = await TenantAsync();
        foreach (var (said, body) in new (string, object)[]
        {
            ("name:", new { kind = "oidc", oidc = new { authority = "https://a.example", clientId = "x" } }),
            ("kind:", new { name = "A", kind = "ldap" }),
            ("oidc.authority:", new { name = "A", kind = "oidc", oidc = new { clientId = "x" } }),
            ("oidc.clientId:", new { name = "A", kind = "oidc", oidc = new { authority = "https://a.example" } }),
            ("oidc.authority:", Oidc("http://a.example")),
            ("oidc.authority:", Oidc("a.example")),
            ("oidc.authority:", Oidc("https://user:pass@a.example")),
            ("oidc.authority:", Oidc("https://a.example?x=1")),
            ("oidc.authority:", Oidc("https://a.example#x")),
            ("oidc.authority:", Oidc("file:///etc/passwd")),
            ("saml:", new { name = "A", kind = "oidc", oidc = new { authority = "https://a.example", clientId = "x" }, saml = new { entityId = "x" } }),
            ("oidc:", new { name = "A", kind = "saml", oidc = new { clientId = "x" }, saml = Saml(provider.CertificatePem) }),
            ("saml.certificates:", new { name = "A", kind = "saml", saml = Saml("no PEM") }),
            ("saml.certificates:", new { name = "A", kind = "saml", saml = Saml("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----") }),
            ("private key", new { name = "A", kind = "saml", saml = Saml("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----") }),
            ("saml.ssoUrl:", new { name = "A", kind = "saml", saml = Saml(provider.CertificatePem, "javascript:alert(1)") }),
            ("saml.entityId:", new { name = "A", kind = "saml", saml = new { ssoUrl = "https://a.example", certificates = provider.CertificatePem } }),
        })
        {
            var refused = await tenant.Admin.PostAsync("/sign-in-connections", body);
            ScimAssert.Problem(refused, 400);
            Assert.Contains(said, refused.Json.Text("detail"), StringComparison.Ordinal);
        }

        (await tenant.Admin.PostAsync("/sign-in-connections", Oidc())).Expect(201);
        var taken = await tenant.Admin.PostAsync("/sign-in-connections", Oidc());
        ScimAssert.Problem(taken, 409);
        Assert.Equal("issuer_taken", taken.Json.Text("code"));
        (await tenant.Admin.PostAsync("/sign-in-connections?dryRun=true", Oidc("https://b.example"))).Expect(201);
        Assert.Single(await tenant.Admin.ListAsync("/sign-in-connections"));
    }

    [Fact]
    public async Task Only_owners_see_and_change_them_and_only_their_own()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        var path = "/sign-in-connections/" + (await tenant.Admin.PostAsync("/sign-in-connections", Oidc())).Expect(201).Json.Text("id");
        var key = (await Service.Admin.PostAsync("/keys", new { name = "w", scopes = new[] { "write" }, organization = tenant.Id })).Expect(201).Json.Text("key");
        var writer = tenant.Admin.WithAuthorization(ScimClient.Bearer(key));
        ScimAssert.Problem(await writer.GetAsync("/sign-in-connections"), 403);
        ScimAssert.Problem(await writer.PatchAsync(path, new { enabled = false }), 403);
        ScimAssert.Problem(await other.Admin.GetAsync(path), 404);
        ScimAssert.Problem(await other.Admin.PatchAsync(path, new { enabled = false }), 404);
        ScimAssert.Problem(await other.Admin.DeleteAsync(path), 404);
        (await tenant.Admin.DeleteAsync("")).Expect(202, 204);
    }

    private static object Oidc(string authority = "https://a.example") =>
        new { name = "Okta", kind = "oidc", oidc = new { authority, clientId = "x", clientSecret = Secret } };

    private static object Saml(string certificates, string ssoUrl = "https://a.example/sso") => new { entityId = "https://a.example", ssoUrl, certificates };
}

public sealed class SignInConnectionTestsOnSqlite(SqliteService service) : SignInConnectionTests(service);

public sealed class SignInConnectionTestsOnPostgreSql(PostgreSqlService service) : SignInConnectionTests(service);

public sealed class SignInConnectionTestsOnSqlServer(SqlServerService service) : SignInConnectionTests(service);
