using System.Net;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Provisioned people who sign in see their own profile, seat and teams, and open nothing else.</summary>
public abstract class OwnPageTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task A_person_sees_their_own_seat_place_in_line_and_teams_and_nobody_else()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        await tenant.PutPlanAsync(seats: 1);
        var team = await tenant.CreateTeamAsync("Engineering");
        (await tenant.MapNameAsync("Eng", team)).Expect(201);
        var people = await tenant.CreateUsersAsync("ann", "bob");
        await tenant.CreateGroupAsync("Eng", people[1]);
        await tenant.GrantAsync(team, people[0], "owner");
        await Eventually.EqualAsync("assigned waitlisted", () => tenant.SeatsAsync(people));

        var (ann, bob) = (await EnterAsync(start, provider, "ann@mail.example"), await EnterAsync(start, provider, "BOB@mail.example"));

        var hers = await ReadAsync(ann);
        Assert.Contains("<h1>Person ann</h1>", hers, StringComparison.Ordinal);
        Assert.Contains("<dd>standard</dd>", hers, StringComparison.Ordinal);
        Assert.Contains("Everybody who is active is entitled to the plan standard.", hers, StringComparison.Ordinal);
        Assert.Contains("<td>Engineering</td><td>owner</td><td><div>owner: an administrator put you there</div></td>", hers, StringComparison.Ordinal);
        Assert.Contains("<dd>ann@mail.example (work)</dd>", hers, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", hers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"/console", hers, StringComparison.Ordinal);

        var his = await ReadAsync(bob);
        Assert.Contains("place 1 for standard", his, StringComparison.Ordinal);
        Assert.Contains("<td>Engineering</td><td>member</td><td><div>member: the group Eng</div></td>", his, StringComparison.Ordinal);
        await tenant.SetActiveAsync(people[0], false);
        await Eventually.Async(async () => !(await ReadAsync(bob)).Contains("place 1", StringComparison.Ordinal));

        await Eventually.Async(async () => (await tenant.Admin.ListAsync("/audit?action=identity.PersonSignedIn")).Count == 2);
    }

    [Fact]
    public async Task The_session_of_a_person_opens_no_page_and_no_route_of_administrators()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        await tenant.CreateUserAsync("ann");
        var ann = await EnterAsync(start, provider, "ann@mail.example");
        var browser = Browser.At(Service, ann.Session);

        foreach (var route in (await Routes.AllAsync(tenant)).Where(route => !Routes.IsAnonymous(route.Path)))
        {
            var body = route.Method is "POST" or "PUT" or "PATCH" ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null;
            var reply = await browser.SendAsync(new HttpMethod(route.Method), route.Path, body, "same-origin");
            // SCIM takes no cookie; a body that is not JSON but YAML is refused before anybody looks who asks.
            Assert.True(reply.Status == (route.IsScim ? 401 : 403) || (reply.Status == 415 && route.Path.Contains("/configuration", StringComparison.Ordinal)), reply.ToString());
        }

        string[] pages = ["", "/-/jobs", "/-/keys", "/-/administrators", $"/{tenant.Id}", $"/{tenant.Id}/people", $"/{tenant.Id}/settings/administrators", $"/{tenant.Id}/none"];
        foreach (var page in pages)
            Assert.Contains("This is for administrators", (await ann.GetAsync("/console" + page)).Expect(403).Text, StringComparison.Ordinal);
        Assert.Equal("/me", (await ann.GetAsync("/")).Expect(302).Header("Location"));
        Assert.Equal("/me", (await new Visitor(Service).SignInAsync(start + "?returnUrl=/console", provider, Of("ann@mail.example"))).Expect(303).Header("Location"));

        Assert.EndsWith("/sign-in?returnUrl=%2Fme", (await Browser.At(Service).GetAsync("/me")).Expect(302).Header("Location"), StringComparison.Ordinal);
        (await browser.SignOutAsync()).Expect(303);
        (await browser.GetAsync("/me")).Expect(302);
    }

    [Theory]
    [InlineData("deactivated")]
    [InlineData("replaced")]
    [InlineData("deleted")]
    [InlineData("with the directory")]
    public async Task Who_is_deprovisioned_is_out_within_five_seconds_and_does_not_come_in_again(string how)
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        var id = await tenant.CreateUserAsync("ann");
        var ann = await EnterAsync(start, provider, "ann@mail.example");
        await ReadAsync(ann);

        switch (how)
        {
            case "deactivated":
                await tenant.SetActiveAsync(id, false);
                break;
            case "replaced":
                var body = Tenant.UserBody("ann");
                body["active"] = false;
                (await tenant.Scim.PutAsync("/Users/" + id, body)).Expect(200);
                break;
            case "deleted":
                (await tenant.Scim.DeleteAsync("/Users/" + id)).Expect(204);
                break;
            default:
                (await tenant.Directory.DeleteAsync("")).Expect(202, 204);
                break;
        }

        await Eventually.EqualAsync(302, async () => (await Browser.At(Service, ann.Session).GetAsync("/me")).Status, TimeSpan.FromSeconds(5));
        var isInactive = how is "deactivated" or "replaced";
        await RefusedAsync(tenant, isInactive ? "person_inactive" : "not_an_administrator", start, provider, Of("ann@mail.example"));

        // Who comes back signs in anew: the session that ended stays ended.
        if (how == "with the directory")
            return;
        if (isInactive)
            await tenant.SetActiveAsync(id, true);
        else
            await tenant.CreateUserAsync("ann");
        Assert.Equal(302, (await Browser.At(Service, ann.Session).GetAsync("/me")).Status);
        await ReadAsync(await EnterAsync(start, provider, "ann@mail.example"));
    }

    [Fact]
    public async Task Only_a_verified_address_of_exactly_one_active_person_of_this_organization_lets_in()
    {
        await using var provider = new OpenIdProvider();
        await using var foreign = new OpenIdProvider();
        var (tenant, other) = (await TenantAsync(), await TenantAsync());
        var start = await ConnectAsync(tenant, provider);
        var startOther = await ConnectAsync(other, foreign);
        await tenant.CreateUserAsync("ann@acme.example");

        await RefusedAsync(other, "not_an_administrator", startOther, foreign, Of("ann@acme.example"));
        await RefusedAsync(tenant, "email_not_verified", start, provider, Of("ann@acme.example") with { EmailVerified = false });
        await RefusedAsync(tenant, "email_not_verified", start, provider, Of(null));
        await RefusedAsync(tenant, "not_an_administrator", start, provider, Of("bob@acme.example"));
        await EnterAsync(start, provider, "ann@acme.example");

        // An address that stands second is the person's own word, and not the organization's.
        var cyd = Tenant.UserBody("cyd");
        cyd["emails"]!.AsArray().Add(new JsonObject { ["value"] = "dan@acme.example", ["type"] = "home" });
        (await tenant.Scim.PostAsync("/Users", cyd)).Expect(201);
        await RefusedAsync(tenant, "not_an_administrator", start, provider, Of("dan@acme.example"));

        // The same address in another directory of the organization: nobody can say who comes.
        var (directory, address) = await Tenant.CreateDirectoryAsync(tenant.Admin, "entra");
        var token = (await Tenant.CreateTokenAsync(tenant.Admin.At("/directories/" + directory))).Json.Text("token");
        var entra = Service.Scim(Service.BaseAddress + new Uri(address).AbsolutePath, ScimClient.Bearer(token));
        var twin = (await entra.PostAsync("/Users", Tenant.UserBody("ann@acme.example"))).Expect(201).Json.Text("id");
        await RefusedAsync(tenant, "person_ambiguous", start, provider, Of("ann@acme.example"));
        (await entra.PatchAsync("/Users/" + twin, Tenant.Replace(new JsonObject { ["active"] = false }))).Expect(200, 204);
        await EnterAsync(start, provider, "ann@acme.example");
    }

    [Fact]
    public async Task An_administrator_who_is_a_person_too_comes_in_as_administrator()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        await tenant.CreateUserAsync("ann");
        (await tenant.Admin.PostAsync("/administrators", new { email = "ann@mail.example", role = "auditor" })).Expect(201);

        var ann = new Visitor(Service);
        Assert.Equal("/", (await ann.SignInAsync(start, provider, Of("ann@mail.example"))).Expect(303).Header("Location"));
        (await ann.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);
        (await ann.GetAsync("/me")).Expect(403);

        // Somebody else with her address is neither.
        await RefusedAsync(tenant, "other_identity", start, provider, Of("ann@mail.example") with { Subject = "another" });
    }

    [Fact]
    public async Task A_person_comes_by_SAML_as_well()
    {
        using var provider = new SamlIdentityProvider();
        var tenant = await TenantAsync();
        await tenant.CreateUserAsync("ann");
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Entra", kind = "saml",
            saml = new { entityId = provider.EntityId, ssoUrl = "https://idp.example/sso", certificates = provider.CertificatePem, allowIdpInitiated = true },
        })).Expect(201).Json["saml"]!;
        var ann = new Visitor(Service);
        var draft = new SamlDraft(made.Text("acsUrl"), made.Text("spEntityId"), DateTimeOffset.UtcNow) { Attributes = new Dictionary<string, string> { ["email"] = "ann@mail.example" } };

        var entered = await ann.PostAsync(made.Text("acsUrl"), ("SAMLResponse", provider.Answer(draft)));

        Assert.Equal("/me", entered.Expect(303).Header("Location"));
        Assert.Contains("<h1>Person ann</h1>", await ReadAsync(ann), StringComparison.Ordinal);
    }

    private static IdTokenDraft Of(string? email) => new("sub of " + email?.ToUpperInvariant()) { Email = email };

    private async Task<Visitor> EnterAsync(string start, OpenIdProvider provider, string email)
    {
        var visitor = new Visitor(Service);
        Assert.Equal("/me", (await visitor.SignInAsync(start, provider, Of(email))).Expect(303).Header("Location"));
        return visitor;
    }

    private static async Task<string> ReadAsync(Visitor visitor) => WebUtility.HtmlDecode((await visitor.GetAsync("/me")).Expect(200).Text);

    private async Task RefusedAsync(Tenant tenant, string reason, string start, OpenIdProvider provider, IdTokenDraft draft)
    {
        var visitor = new Visitor(Service);
        var reply = await visitor.SignInAsync(start, provider, draft);
        Assert.True(reply.Status == 403, $"{reason}: {reply}");
        Assert.Null(visitor.Session);
        await Eventually.Async(async () => (await tenant.Admin.ListAsync("/audit?action=identity.SignInRefused"))
            .Any(entry => entry["after"]?["reason"]?.GetValue<string>() == reason));
    }

    private static async Task<string> ConnectAsync(Tenant tenant, OpenIdProvider provider)
    {
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Okta", kind = "oidc",
            oidc = new { authority = provider.Issuer, clientId = OpenIdProvider.ClientId, clientSecret = OpenIdProvider.ClientSecret },
        })).Expect(201);
        return new Uri(made.Json.Text("signInUrl")).AbsolutePath;
    }
}

public sealed class OwnPageTestsOnSqlite(SqliteService service) : OwnPageTests(service);

public sealed class OwnPageTestsOnPostgreSql(PostgreSqlService service) : OwnPageTests(service);

public sealed class OwnPageTestsOnSqlServer(SqlServerService service) : OwnPageTests(service);
