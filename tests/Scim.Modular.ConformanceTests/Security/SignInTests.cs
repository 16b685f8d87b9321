namespace Scim.Modular.ConformanceTests.Security;

/// <summary>The one-time link, and sessions by cookie: cases F02, F03, F05, F06, F07 and D12.</summary>
public abstract class SignInTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_link_signs_in_once_and_looking_at_it_uses_nothing_up()
    {
        var code = await Browser.LinkAsync(Service);
        var browser = Browser.At(Service);
        for (var look = 0; look < 2; look++)
        {
            var page = (await browser.GetAsync("/sign-in/once?code=" + code)).Expect(200);
            Assert.Contains("<form method=\"post\"", page.Text, StringComparison.Ordinal);
            Assert.Null(page.Header("Set-Cookie"));
        }

        foreach (var site in new[] { "cross-site", "same-site", "none", null })
        {
            Assert.Null((await browser.UseLinkAsync(code, site)).Expect(403).Header("Set-Cookie"));
        }

        var entered = (await browser.UseLinkAsync(code)).Expect(303);
        Assert.Matches("^scim-session=scs_[0-9A-Za-z]{49}; path=/; samesite=lax; httponly$", entered.Header("Set-Cookie")!);
        Assert.Equal("/", entered.Header("Location"));
        var mine = (await browser.Admin.GetAsync("/administrators")).Expect(200).Json.List("items").Single(row => row.Text("email") == "owner@localhost");
        Assert.Equal("owner", mine.Text("role"));
        Assert.NotNull(mine["lastSignInAt"]);

        var second = Browser.At(Service);
        Assert.Null((await second.UseLinkAsync(code)).Expect(403).Header("Set-Cookie"));
        await Eventually.Async(async () => (await Service.Admin.ListAsync("/audit?action=identity.SignInRefused"))
            .Any(entry => entry["after"]?.ToJsonString().Contains("link_used", StringComparison.Ordinal) == true));
        await Eventually.Async(async () => (await Service.Admin.ListAsync("/audit?action=identity.AdministratorSignedIn")).Count > 0);
        Assert.True((await Service.Admin.GetAsync("/audit/verify")).Expect(200).Json.Flag("valid"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("scl_")]
    [InlineData("scl_0000000000000000000000000000000000000000000000000")]
    [InlineData("' OR 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task A_code_that_is_almost_one_is_none(string code)
    {
        var browser = Browser.At(Service);
        var page = (await browser.GetAsync("/sign-in/once?code=" + Uri.EscapeDataString(code))).Expect(200);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Null((await browser.UseLinkAsync(code)).Expect(400).Header("Set-Cookie"));
    }

    [Fact]
    public async Task Each_sign_in_has_a_session_of_its_own_and_ends_the_one_before()
    {
        var browser = await Browser.SignInAsync(Service);
        var old = browser.Cookie;
        (await browser.UseLinkAsync(await Browser.LinkAsync(Service))).Expect(303);
        Assert.NotEqual(old, browser.Cookie);
        (await browser.Admin.GetAsync("/keys")).Expect(200);
        ScimAssert.Problem(await Browser.At(Service, old).Admin.GetAsync("/keys"), 401);

        var signedOut = (await browser.SignOutAsync()).Expect(303);
        Assert.Equal("/signed-out", signedOut.Header("Location"));
        Assert.Contains("expires=Thu, 01 Jan 1970", signedOut.Header("Set-Cookie")!, StringComparison.Ordinal);
        ScimAssert.Problem(await browser.Admin.GetAsync("/keys"), 401);      // replayed
    }

    [Fact]
    public async Task Who_is_removed_or_whose_organization_is_deleted_is_out_and_a_new_role_counts_at_once()
    {
        var tenant = await TenantAsync();
        var id = (await tenant.Admin.PostAsync("/administrators", new { email = "ada@example.com", role = "admin" })).Expect(201).Json.Text("id");
        var ada = await Browser.SignInAsync(Service, "ada@example.com", tenant.Id);
        var mine = ada.Admin.At("/organizations/" + tenant.Id);
        (await mine.PostAsync("/teams", new { name = "One" })).Expect(201);

        (await tenant.Admin.PatchAsync("/administrators/" + id, new { role = "auditor" })).Expect(200);
        var refused = await mine.PostAsync("/teams", new { name = "Two" });
        ScimAssert.Problem(refused, 403);
        Assert.Equal("insufficient_scope", refused.Json.Text("code"));
        (await mine.GetAsync("/teams")).Expect(200);

        (await tenant.Admin.DeleteAsync("/administrators/" + id)).Expect(204);
        ScimAssert.Problem(await mine.GetAsync("/teams"), 401);

        (await tenant.Admin.PostAsync("/administrators", new { email = "ada@example.com", role = "auditor" })).Expect(201);
        var again = await Browser.SignInAsync(Service, "ada@example.com", tenant.Id);
        (await again.Admin.At("/organizations/" + tenant.Id).GetAsync("/teams")).Expect(200);
        (await tenant.Admin.DeleteAsync("")).Expect(202, 204);
        await Eventually.EqualAsync(
            401, async () => (await again.Admin.GetAsync("/organizations/" + tenant.Id)).Status, within: TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_session_opens_no_other_organization_and_no_SCIM()
    {
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        (await tenant.Admin.PostAsync("/administrators", new { email = "ada@example.com", role = "owner" })).Expect(201);
        var ada = await Browser.SignInAsync(Service, "ada@example.com", tenant.Id);

        (await ada.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);
        ScimAssert.Problem(await ada.Admin.GetAsync("/organizations/" + other.Id), 404);
        var installation = await ada.Admin.GetAsync("/organizations");
        ScimAssert.Problem(installation, 403);
        Assert.Equal("wrong_scope", installation.Json.Text("code"));

        foreach (var address in new[] { tenant.ScimBaseAddress, Service.BaseAddress + "/scim/v2" })
        {
            using var request = ScimClient.NewRequest(HttpMethod.Get, Service.BaseAddress + new Uri(address).AbsolutePath + "/Users");
            request.Headers.TryAddWithoutValidation("Cookie", ada.Cookie);
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            ScimAssert.Error(await tenant.Scim.SendAsync(request), 401);
        }
    }

    [Fact]
    public async Task Only_our_own_pages_change_anything_with_the_cookie()
    {
        var tenant = await TenantAsync();
        var browser = await Browser.SignInAsync(Service);
        var own = Service.BaseAddress;
        foreach (var (site, origin) in new (string?, string?)[]
        {
            ("cross-site", own), ("same-site", own), ("none", null), ("cross-site", null), (null, null), (null, "null"), (null, "https://evil.example"),
            (null, own + ".evil.example"), (null, own.Replace("http:", "https:", StringComparison.Ordinal)),
        })
        {
            var refused = await browser.AdminFrom(site, origin).At("/organizations/" + tenant.Id).PostAsync("/teams", new { name = "Evil" });
            ScimAssert.Problem(refused, 403);
            Assert.Equal("cross_site", refused.Json.Text("code"));
            (await browser.AdminFrom(site, origin).GetAsync("/organizations/" + tenant.Id)).Expect(200);
        }

        Assert.Empty(await tenant.Admin.ListAsync("/teams"));
        (await browser.AdminFrom("same-origin").At("/organizations/" + tenant.Id).PostAsync("/teams", new { name = "One" })).Expect(201);
        (await browser.AdminFrom(null, own).At("/organizations/" + tenant.Id).PostAsync("/teams", new { name = "Two" })).Expect(201);
        (await browser.PostFormAsync("/sign-out", "cross-site")).Expect(403);
        (await browser.Admin.GetAsync("/keys")).Expect(200);
        // Who sends a key means the key, whatever the browser adds.
        (await browser.AdminFrom("cross-site").WithAuthorization(ScimClient.Bearer(Service.Options.AdminKey)).At("/organizations/" + tenant.Id)
            .PostAsync("/teams", new { name = "Three" })).Expect(201);
        ScimAssert.Problem(await browser.Admin.WithAuthorization("Bearer nothing").GetAsync("/keys"), 401);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/ok\r\nSet-Cookie: a=b")]
    [InlineData("/\t/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("evil")]
    [InlineData("")]
    public async Task Nobody_is_led_anywhere_else(string target)
    {
        var page = (await Browser.At(Service).GetAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(target))).Expect(200);
        Assert.Contains("name=\"returnUrl\" value=\"/\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_local_address_is_kept_and_what_is_typed_is_text()
    {
        var page = (await Browser.At(Service).GetAsync("/sign-in?returnUrl=%2Fteams%3Fq%3D1&organization=%3Cscript%3Ealert(1)%3C%2Fscript%3E")).Expect(200);
        Assert.Contains("value=\"/teams?q=1\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
    }
}

public sealed class SignInTestsOnSqlite(SqliteService service) : SignInTests(service);

public sealed class SignInTestsOnPostgreSql(PostgreSqlService service) : SignInTests(service);

public sealed class SignInTestsOnSqlServer(SqlServerService service) : SignInTests(service);
