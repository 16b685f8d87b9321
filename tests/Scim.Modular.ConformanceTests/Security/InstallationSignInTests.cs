namespace Scim.Modular.ConformanceTests.Security;

/// <summary>The installation's own provider, and the settings around sign-in.</summary>
public sealed class InstallationSignInTests(SqliteService fixture)
{
    [Theory]
    [InlineData("Oidc__ClientId", "console", "Oidc__Authority: It is missing")]
    [InlineData("Oidc__Authority", "https://op.example", "Oidc__ClientId: It is missing")]
    [InlineData("Oidc__Authority", "http://op.example", "Oidc__Authority: 'http://op.example' is not the https address")]
    [InlineData("SignIn__ProviderTimeout", "00:02:00", "SignIn__ProviderTimeout: A time up to 00:01:00")]
    [InlineData("Oidc__Authority", "op.example", "Oidc__Authority: 'op.example' is not the https address")]
    public async Task A_wrong_setting_is_named(string setting, string value, string said)
    {
        await using var database = await fixture.NewDatabaseAsync();
        var (exitCode, output) = await ScimService.RunToExitAsync(new ScimServiceOptions { Database = database }.With((setting, value)));
        Assert.Equal(1, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_settings_name_becomes_an_owner_and_organizations_reach_the_public_internet_only()
    {
        await using var provider = new OpenIdProvider();
        await using var database = await fixture.NewDatabaseAsync();
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database }.With(
            ("Oidc__Authority", provider.Issuer), ("Oidc__ClientId", OpenIdProvider.ClientId), ("Oidc__ClientSecret", OpenIdProvider.ClientSecret),
            ("Admin__Emails", "ann@acme.example"), ("SignIn__AllowPrivateAddresses", null)));
        var page = (await new Visitor(service).GetAsync("/sign-in")).Expect(200);
        Assert.Contains("href=\"/sign-in/oidc?returnUrl=", page.Text, StringComparison.Ordinal);

        var ann = new Visitor(service);
        (await ann.SignInAsync("/sign-in/oidc", provider, new IdTokenDraft("00u1") { Email = "Ann@acme.example" })).Expect(303);
        (await ann.Admin.GetAsync("/organizations")).Expect(200);
        var evil = new Visitor(service);
        Assert.Equal(403, (await evil.SignInAsync("/sign-in/oidc", provider, new IdTokenDraft("00u2") { Email = "ann@acme.example", EmailVerified = false })).Status);
        Assert.Null(evil.Session);

        // Who may make a connection must not make the service call its own network by it.
        var tenant = await Tenant.CreateAsync(service);
        foreach (var authority in new[] { provider.Issuer, "http://localhost:1", "http://[::1]:1" })
            ScimAssert.Problem(await tenant.Admin.PostAsync("/sign-in-connections", Connection(authority)), 400);
        foreach (var authority in new[] { "https://127.0.0.1:1", "https://localhost:1", "https://[::ffff:169.254.169.254]", "https://169.254.169.254", "https://2130706433" })
        {
            var made = (await tenant.Admin.PostAsync("/sign-in-connections", Connection(authority))).Expect(201);
            var refused = await new Visitor(service).GetAsync(new Uri(made.Json.Text("signInUrl")).AbsolutePath);
            Assert.Equal(403, refused.Status);
            await Eventually.Async(() => Task.FromResult(service.Output.Contains(
                $"{authority} could not be asked: ", StringComparison.Ordinal) && service.Output.Contains("set SignIn__AllowPrivateAddresses", StringComparison.Ordinal)));
        }
    }

    private static object Connection(string authority) => new { name = "Okta", kind = "oidc", oidc = new { authority, clientId = "x" } };
}
