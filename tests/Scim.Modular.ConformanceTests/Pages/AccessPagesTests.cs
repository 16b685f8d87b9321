namespace Scim.Modular.ConformanceTests.Pages;

/// <summary>The pages on access: administrators, admin keys, sign-in connections.</summary>
public abstract class AccessPagesTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private const string Secret = "hush-hush-client-secret";

    [Fact]
    public async Task An_administrator_is_invited_gets_another_role_and_is_signed_out_when_removed()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var list = await console.GetAsync("settings/administrators");
        Assert.Contains("There is no administrator here yet", list.Text, StringComparison.Ordinal);
        Assert.Contains("Set up its sign-in", list.Text, StringComparison.Ordinal);
        Assert.Contains($"/sign-in?organization={tenant.Id}", list.Text, StringComparison.Ordinal);
        var wrong = await console.PostAsync(list, "invite", ("email", "ada at acme"), ("name", "Ada"));
        Assert.Contains("An address such as ada@example.com is needed", Between(wrong.Html, "id=\"invite-email-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains("value=\"ada at acme\"", wrong.Html, StringComparison.Ordinal);

        foreach (var (email, role) in new[] { ("eve@acme.example", "owner"), ("ada@acme.example", "auditor") })
            Assert.Equal(302, (await console.PostAsync(list, "invite", ("email", email), ("role", role))).Status);
        Assert.Contains("Another administrator has this address", (await console.PostAsync(list, "invite", ("email", "ADA@acme.example"))).Text, StringComparison.Ordinal);
        var ada = await Browser.SignInAsync(Service, "ada@acme.example", tenant.Id);
        (await ada.GetAsync($"/console/{tenant.Id}/people")).Expect(200);

        var page = await console.GetAsync("settings/administrators/" + await IdOfAsync(tenant, "ada@acme.example"));
        Assert.Equal(302, (await console.PostAsync(page, "change", ("role", "admin"), ("name", "Ada <b>"))).Status);
        var changed = await console.GetAsync(page.Path);
        Assert.Contains("Ada &lt;b&gt;", changed.Html, StringComparison.Ordinal);
        Assert.Contains("It was changed since you read it", (await console.PostAsync(page, "change", ("role", "owner"))).Text, StringComparison.Ordinal);
        Assert.Equal("admin", (await tenant.Admin.ListAsync("/administrators")).Single(one => one.Text("email") == "ada@acme.example").Text("role"));

        Assert.Equal(302, (await console.PostAsync(changed, "remove")).Status);
        (await ada.GetAsync($"/console/{tenant.Id}/people")).Expect(302);
        Assert.Equal(404, (await console.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task The_last_owner_stays_and_the_page_says_why()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        await console.PostAsync(await console.GetAsync("settings/administrators"), "invite", ("email", "ada@acme.example"), ("role", "owner"));
        var page = await console.GetAsync("settings/administrators/" + await IdOfAsync(tenant, "ada@acme.example"));

        foreach (var (form, role) in new[] { ("remove", "owner"), ("change", "auditor") })
        {
            var refused = await console.PostAsync(page, form, ("role", role));
            Assert.Equal(200, refused.Status);
            Assert.True(refused.Text.Contains("It is the last owner", StringComparison.Ordinal), form + ": " + refused.Text);
        }

        Assert.Equal("owner", Assert.Single(await tenant.Admin.ListAsync("/administrators")).Text("role"));
    }

    [Fact]
    public async Task Administrators_of_the_installation_are_on_a_page_of_their_own()
    {
        var tenant = await TenantAsync();
        var console = new ConsoleClient(Service, "-", "Bearer " + Service.Options.AdminKey);
        var email = $"ops-{tenant.Id[^12..]}@example.com";
        Assert.Equal(302, (await console.PostAsync(await console.GetAsync("administrators"), "invite", ("email", email), ("role", "auditor"))).Status);

        var id = (await Service.Admin.ListAsync("/administrators")).Single(one => one.Text("email") == email).Text("id");
        Assert.DoesNotContain(email, (await ConsoleOf(tenant).GetAsync("settings/administrators")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await ConsoleOf(tenant).GetAsync("settings/administrators/" + id)).Status);

        // Who may look at all organizations comes to their list, whatever the role.
        var ops = await Browser.SignInAsync(Service, email);
        var organizations = (await ops.GetAsync("/console")).Expect(200).Text;
        Assert.DoesNotContain("name=\"_handler\"", organizations, StringComparison.Ordinal);
        Assert.DoesNotContain("/-/keys", organizations, StringComparison.Ordinal);
        (await ops.GetAsync("/console/-/administrators")).Expect(403);

        Assert.Equal(302, (await console.PostAsync(await console.GetAsync("administrators/" + id), "remove")).Status);
        (await ops.GetAsync("/console")).Expect(302);
    }

    [Fact]
    public async Task A_key_is_shown_once_says_when_it_was_used_and_is_refused_when_revoked()
    {
        var tenant = await TenantAsync();
        var console = new ConsoleClient(Service, "-", "Bearer " + Service.Options.AdminKey);
        var name = "CI " + tenant.Id[^12..];
        var page = await LastPageAsync(console);
        var wrong = await console.PostAsync(page, "make", ("name", name), ("organization", "nobody-has-this"));
        Assert.Contains("There is no such organization", Between(wrong.Html, "id=\"make-organization-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains($"value=\"{name}\"", wrong.Html, StringComparison.Ordinal);

        var made = await console.PostAsync(page, "make", ("name", name), ("scopes", "read"), ("organization", tenant.Id));
        var key = Between(made.Html, "<code id=\"key\"", "</code>").Split('>')[^1];
        Assert.StartsWith("sca_", key, StringComparison.Ordinal);
        var client = tenant.Admin.WithAuthorization("Bearer " + key);
        (await client.GetAsync("/users")).Expect(200);
        (await client.PostAsync("/teams", new { name = "No" })).Expect(403);
        var id = (await Service.Admin.ListAsync("/keys")).Single(one => one.Text("name") == name).Text("id");
        await Eventually.Async(async () => (await Service.Admin.ListAsync("/keys")).Single(one => one.Text("id") == id)["lastUsedAt"] is not null);

        var list = await LastPageAsync(console);
        Assert.DoesNotContain(key, list.Html, StringComparison.Ordinal);
        Assert.Contains($"<code>{key[..8]}…</code>", list.Html.Replace("&#x2026;", "…", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(302, (await console.PostAsync(list, "revoke-" + id)).Status);
        (await client.GetAsync("/users")).Expect(401);
    }

    [Fact]
    public async Task A_connection_by_OpenID_Connect_shows_what_to_enter_and_never_its_secret()
    {
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var form = await console.GetAsync("settings/sign-in/new?kind=oidc");
        var wrong = await console.PostAsync(form, "create", ("name", "Okta"), ("oidc.authority", "http://acme.example"), ("oidc.clientId", "0oa1"));
        Assert.Contains("The https address of the issuer is needed", Between(wrong.Html, "id=\"create-oidc.authority-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains("value=\"0oa1\"", wrong.Html, StringComparison.Ordinal);

        var made = await console.PostAsync(
            form, "create", ("name", "Okta"), ("oidc.authority", "https://acme.example"), ("oidc.clientId", "0oa1"), ("oidc.clientSecret", Secret));
        Assert.Equal(302, made.Status);
        var connection = Assert.Single(await tenant.Admin.ListAsync("/sign-in-connections"));
        var page = await console.GetAsync("settings/sign-in/" + connection.Text("id"));
        Assert.Contains(connection["oidc"]!.Text("redirectUri"), page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, page.Html, StringComparison.Ordinal);

        var moved = await console.PostAsync(page, "change", ("oidc.authority", "https://evil.example"));
        Assert.Contains("needs the secret again", Between(moved.Html, "id=\"change-oidc.clientSecret-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains("are needed", Between((await console.PostAsync(page, "change", ("oidc.clientId", ""))).Html, "id=\"change-oidc.clientId-error\"", "</p>"), StringComparison.Ordinal);
        var fields = page.FieldsOf("change");
        Assert.True(fields.ContainsKey("enabled") && fields["oidc.clientSecret"].Length == 0);
        Assert.Equal(302, (await console.PostAsync(page, "change", ("name", "Okta of Acme"))).Status);
        var after = Assert.Single(await tenant.Admin.ListAsync("/sign-in-connections"));
        Assert.Equal(("Okta of Acme", true, true), (after.Text("name"), after.Flag("enabled"), after["oidc"]!.Flag("hasClientSecret")));

        Assert.Equal(302, (await console.PostAsync(await console.GetAsync(page.Path), "delete")).Status);
        Assert.Empty(await tenant.Admin.ListAsync("/sign-in-connections"));
        Assert.Equal(404, (await console.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task A_connection_by_SAML_shows_our_addresses_and_whom_it_believes()
    {
        using var provider = new SamlIdentityProvider();
        var tenant = await TenantAsync();
        var console = ConsoleOf(tenant);
        var form = await console.GetAsync("settings/sign-in/new?kind=saml");
        (string, string)[] typed = [("name", "Entra"), ("saml.entityId", provider.EntityId), ("saml.ssoUrl", "https://idp.example/sso")];
        var wrong = await console.PostAsync(form, "create", [.. typed, ("saml.certificates", "no PEM")]);
        Assert.Contains("certificates in PEM are needed", Between(wrong.Html, "id=\"create-saml.certificates-error\"", "</p>"), StringComparison.Ordinal);
        Assert.Contains(">no PEM</textarea>", wrong.Html, StringComparison.Ordinal);

        Assert.Equal(302, (await console.PostAsync(form, "create", [.. typed, ("saml.certificates", provider.CertificatePem), ("saml.allowIdpInitiated", "on")])).Status);
        var connection = Assert.Single(await tenant.Admin.ListAsync("/sign-in-connections"));
        Assert.True(connection["saml"]!.Flag("allowIdpInitiated"));
        var page = await console.GetAsync("settings/sign-in/" + connection.Text("id"));
        foreach (var shown in new[] { "acsUrl", "spEntityId", "metadataUrl", "certificates[0].sha256" })
            Assert.Contains(connection["saml"]!.Text(shown), page.Text, StringComparison.Ordinal);
        Assert.Contains("Entra", (await console.GetAsync("settings/sign-in")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_owners_are_led_there_and_let_in()
    {
        var tenant = await TenantAsync();
        (await tenant.Admin.PostAsync("/administrators", new { email = "ada@acme.example", role = "admin" })).Expect(201);
        var ada = await Browser.SignInAsync(Service, "ada@acme.example", tenant.Id);
        Assert.DoesNotContain("settings/sign-in", (await ada.GetAsync($"/console/{tenant.Id}")).Expect(200).Text, StringComparison.Ordinal);
        Assert.Contains("settings/sign-in", (await ConsoleOf(tenant).GetAsync("")).Html, StringComparison.Ordinal);
        foreach (var path in new[] { "settings/administrators", "settings/sign-in", "settings/sign-in/new", $"settings/sign-in/{Guid.NewGuid()}" })
            (await ada.GetAsync($"/console/{tenant.Id}/{path}")).Expect(403);
        foreach (var path in new[] { "keys", "administrators", "sign-in" })
            (await ada.GetAsync("/console/-/" + path)).Expect(403);
    }

    private static async Task<string> IdOfAsync(Tenant tenant, string email) =>
        (await tenant.Admin.ListAsync("/administrators")).Single(one => one.Text("email") == email).Text("id");

    // Other tests make keys as well, and the newest is on the last page.
    private static async Task<ConsoleClient.Page> LastPageAsync(ConsoleClient console)
    {
        var page = await console.GetAsync("keys?limit=200");
        while (page.Html.Contains("rel=\"next\"", StringComparison.Ordinal))
            page = await console.GetAsync("keys?limit=200&cursor=" + Between(page.Html[page.Html.LastIndexOf("cursor=", StringComparison.Ordinal)..], "cursor=", "\""));
        return page;
    }

    private ConsoleClient ConsoleOf(Tenant tenant) => new(Service, tenant.Id, "Bearer " + Service.Options.AdminKey);

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"{start} is not in {text}");
        from += start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}

public sealed class AccessPagesTestsOnSqlite(SqliteService service) : AccessPagesTests(service);

public sealed class AccessPagesTestsOnPostgreSql(PostgreSqlService service) : AccessPagesTests(service);
