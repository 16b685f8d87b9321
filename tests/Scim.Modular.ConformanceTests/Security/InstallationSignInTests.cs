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

    [Theory]
    [InlineData("Saml__EntityId", "https://idp.example/saml", "Saml__SsoUrl: It is missing")]
    [InlineData("Saml__AllowIdpInitiated", "true", "Saml__EntityId: It is missing")]
    [InlineData("Saml__SsoUrl", "http://idp.example/sso", "Saml__SsoUrl: The https address that takes requests")]
    [InlineData("Saml__Certificates", "-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----", "Saml__Certificates: 1 to 5 certificates in PEM are needed")]
    public async Task A_wrong_setting_of_the_saml_provider_is_named(string setting, string value, string said)
    {
        using var provider = new SamlIdentityProvider();
        await using var database = await fixture.NewDatabaseAsync();
        (string, string?)[] whole = setting is "Saml__SsoUrl" or "Saml__Certificates"
            ? [("Saml__EntityId", provider.EntityId), ("Saml__SsoUrl", "https://idp.example/sso"), ("Saml__Certificates", provider.CertificatePem)]
            : [];
        var (exitCode, output) = await ScimService.RunToExitAsync(new ScimServiceOptions { Database = database }.With([.. whole, (setting, value)]));
        Assert.Equal(1, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_signs_in_by_the_installations_saml_provider_once_by_each_answer()
    {
        using var provider = new SamlIdentityProvider();
        await using var database = await fixture.NewDatabaseAsync();
        await using var service = await ScimService.StartAsync(new ScimServiceOptions { Database = database }.With(
            ("Saml__EntityId", provider.EntityId), ("Saml__SsoUrl", "https://idp.example/sso"), ("Saml__Certificates", provider.CertificatePem.Replace("\n", "\\n", StringComparison.Ordinal)),
            ("Saml__AllowIdpInitiated", "true"), ("Admin__Emails", "ann@acme.example")));
        var ann = new Visitor(service);
        Assert.Contains("Sign in with idp.example", (await ann.GetAsync("/sign-in")).Expect(200).Text, StringComparison.Ordinal);
        var metadata = (await ann.GetAsync("/sign-in/saml/metadata")).Expect(200).Text;
        var (consumer, us) = (service.BaseAddress + "/sign-in/saml/acs", service.BaseAddress + "/sign-in/saml/metadata");
        Assert.Contains($"Location=\"{consumer}\"", metadata, StringComparison.Ordinal);

        var request = await ann.BeginAsync("/sign-in/saml?returnUrl=/console/-/keys");
        var answer = provider.Answer(new SamlDraft(consumer, us, DateTimeOffset.UtcNow)
        {
            InResponseTo = SamlSignInTests.Inflate(request["SAMLRequest"]).Attribute("ID")!.Value, Attributes = new Dictionary<string, string> { ["email"] = "ann@acme.example" },
        });
        var evil = new Visitor(service);
        (await evil.PostAsync("/sign-in/saml/acs", ("SAMLResponse", answer))).Expect(403);
        Assert.Equal("/console/-/keys", (await ann.PostAsync("/sign-in/saml/acs", ("SAMLResponse", answer))).Expect(303).Header("Location"));
        (await ann.Admin.GetAsync("/organizations")).Expect(200);

        // From the provider's own page, which is allowed here.
        var unasked = provider.Answer(new SamlDraft(consumer, us, DateTimeOffset.UtcNow));
        (await new Visitor(service).PostAsync("/sign-in/saml/acs", ("SAMLResponse", unasked))).Expect(303);
        (await new Visitor(service).PostAsync("/sign-in/saml/acs", ("SAMLResponse", unasked))).Expect(403);
        await Eventually.Async(async () => (await service.Admin.ListAsync("/audit?action=identity.SignInRefused"))
            .Any(entry => entry["after"]?["reason"]?.GetValue<string>() == "saml_replayed"));
    }

    private static object Connection(string authority) => new { name = "Okta", kind = "oidc", oidc = new { authority, clientId = "x" } };
}
