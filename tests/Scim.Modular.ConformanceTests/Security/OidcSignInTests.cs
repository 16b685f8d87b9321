namespace Scim.Modular.ConformanceTests.Security;

/// <summary>D13, D14, V27 and V28: who is signed in by what an OpenID provider says, and who is not.</summary>
public abstract class OidcSignInTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    private static readonly IdTokenDraft Ann = new("00u1") { Email = "ann@acme.example" };

    [Fact]
    public async Task An_administrator_signs_in_and_is_known_by_issuer_and_subject_from_then_on()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        var ann = new Visitor(Service);
        var request = await ann.BeginAsync(start + "?returnUrl=/teams");
        Assert.Equal(("code", "S256", OpenIdProvider.ClientId), (request["response_type"], request["code_challenge_method"], request["client_id"]));
        Assert.Equal(43, request["code_challenge"].Length);
        Assert.True(request["state"].Length >= 43 && request["nonce"].Length >= 43 && request["state"] != request["nonce"]);

        var entered = await ann.ComeBackAsync(request, ("code", provider.Grant(request, Ann)), ("state", request["state"]), ("iss", provider.Issuer));
        Assert.Equal("/teams", entered.Expect(303).Header("Location"));
        (await ann.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);
        ScimAssert.Problem(await ann.Admin.GetAsync("/organizations"), 403);

        // Another address is still Ann; Ann's address with another subject is not.
        var again = new Visitor(Service);
        (await again.SignInAsync(start, provider, Ann with { Email = "ann.new@acme.example" })).Expect(303);
        Assert.NotNull(again.Session);
        await RefusedAsync(tenant, "other_identity", start, provider, Ann with { Subject = "00u2" });
    }

    [Fact]
    public async Task A_provider_may_leave_the_address_to_its_userinfo_endpoint_and_change_its_key()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        (await new Visitor(Service).SignInAsync(start, provider, Ann with { UserInfoSubject = Ann.Subject })).Expect(303);
        provider.RotateKey();
        (await new Visitor(Service).SignInAsync(start, provider, Ann)).Expect(303);
    }

    [Fact]
    public async Task No_lie_of_a_provider_makes_a_session_and_each_is_in_the_audit_log()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        foreach (var (reason, lie) in new (string, IdTokenDraft)[]
        {
            ("token_issuer", With("iss", "https://evil.example")),
            ("token_audience", With("aud", "somebody")),
            ("token_party", With("azp", "somebody")),
            ("token_nonce", With("nonce", "another")),
            ("token_nonce", With("nonce", null)),
            ("token_expired", With("exp", DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeSeconds())),
            ("token_not_yet_valid", With("iat", DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds())),
            ("token_access_hash", With("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")),
            ("token_malformed", Ann with { Algorithm = "none" }),
            ("token_algorithm", Ann with { Algorithm = "HS256" }),
            ("token_signature", Ann with { SignsWithAnotherKey = true }),
            ("userinfo_subject", Ann with { UserInfoSubject = "somebody-else" }),
            ("email_not_verified", Ann with { EmailVerified = null }),
            ("email_not_verified", Ann with { EmailVerified = false }),
        })
        {
            await RefusedAsync(tenant, reason, start, provider, lie);
        }

        Assert.Null(provider.Complaint);

        static IdTokenDraft With(string claim, JsonNode? value) => Ann with { Claims = new Dictionary<string, JsonNode?> { [claim] = value } };
    }

    [Fact]
    public async Task An_answer_counts_once_in_the_browser_that_asked_and_from_the_provider_that_was_asked()
    {
        await using var provider = new OpenIdProvider();
        await using var other = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        var startOther = await ConnectAsync(tenant, other, invite: false);

        var (ann, evil) = (new Visitor(Service), new Visitor(Service));
        var request = await ann.BeginAsync(start);
        var theirs = await evil.BeginAsync(start);
        async Task NoAsync(Visitor visitor, string reason, AuthorizationRequest at, params (string, string?)[] parameters)
        {
            var reply = await visitor.ComeBackAsync(at, parameters);
            Assert.Equal(403, reply.Status);
            Assert.Null(visitor.Session);
            await AuditedAsync(tenant, reason);
        }

        await NoAsync(evil, "no_attempt", request, ("code", provider.Grant(request, Ann)), ("state", request["state"]), ("iss", provider.Issuer));
        await NoAsync(ann, "no_attempt", theirs, ("code", provider.Grant(theirs, Ann)), ("state", theirs["state"]), ("iss", provider.Issuer));
        await NoAsync(ann, "no_attempt", request, ("code", "x"));
        await NoAsync(ann, "response_issuer", request, ("code", provider.Grant(request, Ann)), ("state", request["state"]), ("iss", other.Issuer));
        request = await ann.BeginAsync(start);
        await NoAsync(ann, "response_issuer", request, ("code", provider.Grant(request, Ann)), ("state", request["state"]));
        request = await ann.BeginAsync(start);
        await NoAsync(ann, "access_denied", request, ("error", "access_denied"), ("state", request["state"]), ("iss", provider.Issuer));
        request = await ann.BeginAsync(start);
        await NoAsync(ann, "provider_unreachable", request, ("code", "unknown"), ("state", request["state"]), ("iss", provider.Issuer));

        // The code of one provider at the address of another.
        request = await ann.BeginAsync(start);
        var there = await ann.BeginAsync(startOther);
        await NoAsync(ann, "no_attempt", there, ("code", provider.Grant(request, Ann)), ("state", request["state"]), ("iss", provider.Issuer));

        // The same answer again.
        request = await ann.BeginAsync(start);
        var code = provider.Grant(request, Ann);
        (await ann.ComeBackAsync(request, ("code", code), ("state", request["state"]), ("iss", provider.Issuer))).Expect(303);
        Assert.Equal(403, (await ann.ComeBackAsync(request, ("code", code), ("state", request["state"]), ("iss", provider.Issuer))).Status);
    }

    [Fact]
    public async Task A_connection_that_is_switched_off_or_changed_meanwhile_signs_nobody_in()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        var connection = "/sign-in-connections/" + start.Split('/')[^1];
        foreach (var (reason, change) in new (string, object)[] { ("connection_changed", new { name = "Other" }), ("no_such_connection", new { enabled = false }) })
        {
            var visitor = new Visitor(Service);
            var request = await visitor.BeginAsync(start);
            (await tenant.Admin.PatchAsync(connection, change)).Expect(200);
            var reply = await visitor.ComeBackAsync(request, ("code", provider.Grant(request, Ann)), ("state", request["state"]), ("iss", provider.Issuer));
            Assert.Equal(403, reply.Status);
            Assert.Null(visitor.Session);
            await AuditedAsync(tenant, reason);
        }

        (await new Visitor(Service).GetAsync(start)).Expect(404);
        Assert.DoesNotContain("/sign-in/connections/", (await new Visitor(Service).GetAsync("/sign-in?organization=" + tenant.Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_is_another_than_configured_or_leads_elsewhere_is_not_asked()
    {
        var tenant = await TenantAsync();
        await using var liar = new OpenIdProvider { NamedIssuer = "https://evil.example" };
        await RefusedAtStartAsync(tenant, await ConnectAsync(tenant, liar));
        await using var leader = new OpenIdProvider();
        leader.RedirectsTo = liar.Issuer + "/.well-known/openid-configuration";
        await RefusedAtStartAsync(tenant, await ConnectAsync(tenant, leader, invite: false));

        async Task RefusedAtStartAsync(Tenant of, string start)
        {
            Assert.Equal(403, (await new Visitor(Service).GetAsync(start)).Status);
            await AuditedAsync(of, "provider_unreachable");
        }
    }

    [Fact]
    public async Task A_connection_of_one_organization_opens_no_other()
    {
        await using var provider = new OpenIdProvider();
        var (mine, other) = (await TenantAsync(), await TenantAsync());
        await ConnectAsync(mine, provider);
        var evil = await ConnectAsync(other, provider, invite: false);
        await RefusedAsync(other, "not_an_administrator", evil, provider, Ann);
    }

    // F06.
    [Fact]
    public async Task Who_signs_out_at_the_provider_is_signed_out_here()
    {
        await using var provider = new OpenIdProvider();
        var (mine, other) = (await TenantAsync(), await TenantAsync());
        var (start, startOther) = (await ConnectAsync(mine, provider), await ConnectAsync(other, provider));
        var (desk, phone, elsewhere) = (new Visitor(Service), new Visitor(Service), new Visitor(Service));
        (await desk.SignInAsync(start, provider, At("desk"))).Expect(303);
        (await phone.SignInAsync(start, provider, At("phone"))).Expect(303);
        (await elsewhere.SignInAsync(startOther, provider, At("desk"))).Expect(303);
        await InAsync(desk, phone, elsewhere);

        (await LogOutAsync(start, provider.LogoutToken(Ann, "desk"))).Expect(200);
        await OutAsync(desk);
        await InAsync(phone, elsewhere);

        // One that is switched off still hears: who came by it may be here yet.
        (await mine.Admin.PatchAsync("/sign-in-connections/" + start.Split('/')[^1], new { enabled = false })).Expect(200);
        (await LogOutAsync(start, provider.LogoutToken(Ann))).Expect(200);
        await OutAsync(phone);
        await InAsync(elsewhere);
        (await LogOutAsync(start, provider.LogoutToken(Ann))).Expect(200);

        async Task InAsync(params Visitor[] visitors)
        {
            foreach (var visitor in visitors)
                (await visitor.Admin.GetAsync("/organizations/" + (visitor == elsewhere ? other : mine).Id)).Expect(200);
        }

        async Task OutAsync(Visitor visitor) => ScimAssert.Problem(await visitor.Admin.GetAsync("/organizations/" + mine.Id), 401);

        static IdTokenDraft At(string session) => Ann with { Claims = new Dictionary<string, JsonNode?> { ["sid"] = session } };
    }

    [Fact]
    public async Task No_lie_signs_anybody_out()
    {
        await using var provider = new OpenIdProvider();
        var tenant = await TenantAsync();
        var start = await ConnectAsync(tenant, provider);
        var ann = new Visitor(Service);
        (await ann.SignInAsync(start, provider, Ann)).Expect(303);
        foreach (var (said, token) in new (string, string?)[]
        {
            ("can't be read", null),
            ("can't be read", "x"),
            ("wrong signature", provider.LogoutToken(Ann with { SignsWithAnotherKey = true })),
            ("names another issuer", provider.LogoutToken(With("iss", "https://evil.example"))),
            ("is for somebody else", provider.LogoutToken(With("aud", "somebody"))),
            ("tells of no sign-out", provider.LogoutToken(With("events", null))),
            ("tells of no sign-out", provider.LogoutToken(With("nonce", "n"))),
            ("neither a person nor a session", provider.LogoutToken(With("sub", null))),
            ("has expired", provider.LogoutToken(With("exp", DateTimeOffset.UtcNow.AddMinutes(-3).ToUnixTimeSeconds()))),
        })
        {
            var refused = (await LogOutAsync(start, token)).Expect(400);
            Assert.Equal("invalid_request", refused.Json.Text("error"));
            Assert.Contains(said, refused.Json.Text("error_description"), StringComparison.Ordinal);
        }

        (await LogOutAsync("/sign-in/connections/" + Guid.NewGuid(), provider.LogoutToken(Ann))).Expect(400);
        (await ann.Admin.GetAsync("/organizations/" + tenant.Id)).Expect(200);

        static IdTokenDraft With(string claim, JsonNode? value) => Ann with { Claims = new Dictionary<string, JsonNode?> { [claim] = value } };
    }

    // As a provider posts it: from no browser, with no cookie.
    private Task<Reply> LogOutAsync(string start, string? token) =>
        new Visitor(Service).PostAsync(start + "/logout", token is null ? [] : [("logout_token", token)]);

    /// <summary>Makes a connection, invites Ann, and answers where she begins.</summary>
    private static async Task<string> ConnectAsync(Tenant tenant, OpenIdProvider provider, bool invite = true)
    {
        if (invite)
            (await tenant.Admin.PostAsync("/administrators", new { email = "ann@acme.example", role = "admin" })).Expect(201);
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Okta", kind = "oidc",
            oidc = new { authority = provider.Issuer, clientId = OpenIdProvider.ClientId, clientSecret = OpenIdProvider.ClientSecret },
        })).Expect(201);
        Assert.DoesNotContain(OpenIdProvider.ClientSecret, made.Text, StringComparison.Ordinal);
        return new Uri(made.Json.Text("signInUrl")).AbsolutePath;
    }

    private async Task RefusedAsync(Tenant tenant, string reason, string start, OpenIdProvider provider, IdTokenDraft lie)
    {
        var visitor = new Visitor(Service);
        var reply = await visitor.SignInAsync(start, provider, lie);
        Assert.True(reply.Status == 403, $"{reason}: {reply}");
        Assert.Null(visitor.Session);
        Assert.DoesNotContain("<script", reply.Text, StringComparison.OrdinalIgnoreCase);
        await AuditedAsync(tenant, reason);
    }

    private static Task AuditedAsync(Tenant tenant, string reason) => Eventually.Async(async () =>
        (await tenant.Admin.ListAsync("/audit?action=identity.SignInRefused")).Any(entry => entry["after"]?["reason"]?.GetValue<string>() == reason));
}

public sealed class OidcSignInTestsOnSqlite(SqliteService service) : OidcSignInTests(service);

public sealed class OidcSignInTestsOnPostgreSql(PostgreSqlService service) : OidcSignInTests(service);

public sealed class OidcSignInTestsOnSqlServer(SqlServerService service) : OidcSignInTests(service);
