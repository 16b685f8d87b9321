using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Who is signed in by a SAML response. What makes one unbelievable in itself, the unit tests say.</summary>
public abstract class SamlSignInTests(ServiceFixture fixture) : ServiceTests(fixture)
{
    [Fact]
    public async Task An_administrator_signs_in_from_our_page()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider);
        var ann = new Visitor(Service);
        var request = await ann.BeginAsync(connection.Begin + "?returnUrl=/teams");
        Assert.StartsWith("https://idp.example/sso?x=1&SAMLRequest=", request.Address.AbsoluteUri, StringComparison.Ordinal);
        var asked = Inflate(request["SAMLRequest"]);
        Assert.Equal((connection.Consumer, connection.Us), (asked.Attribute("AssertionConsumerServiceURL")!.Value, asked.Elements().Single().Value));
        Assert.Null(asked.Attribute("ForceAuthn"));

        var entered = await PostAsync(ann, connection, provider.Answer(connection.Draft with { InResponseTo = asked.Attribute("ID")!.Value }));
        Assert.Equal("/teams", entered.Expect(303).Header("Location"));
        (await ann.Admin.GetAsync("/organizations/" + connection.Tenant.Id)).Expect(200);
    }

    [Fact]
    public async Task An_administrator_comes_from_the_providers_page_where_that_is_allowed()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider);
        await RefusedAsync(connection, "saml_unsolicited", new Visitor(Service), provider.Answer(connection.Draft));
        (await connection.Tenant.Admin.PatchAsync(connection.Path, new { saml = new { allowIdpInitiated = true } })).Expect(200);
        var ann = new Visitor(Service);
        Assert.Equal("/", (await PostAsync(ann, connection, provider.Answer(connection.Draft))).Expect(303).Header("Location"));
        (await ann.Admin.GetAsync("/organizations/" + connection.Tenant.Id)).Expect(200);
    }

    [Fact]
    public async Task A_response_counts_once_also_when_it_comes_twice_at_a_time()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider, allowIdpInitiated: true);
        var response = provider.Answer(connection.Draft);
        var visitors = Enumerable.Range(0, 8).Select(_ => new Visitor(Service)).ToArray();
        await Task.WhenAll(visitors.Select(visitor => PostAsync(visitor, connection, response)));
        Assert.Single(visitors, visitor => visitor.Session is not null);
        await RefusedAsync(connection, "saml_replayed", new Visitor(Service), response);
    }

    [Fact]
    public async Task An_answer_counts_in_the_browser_that_asked_for_its_connection_only()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider, allowIdpInitiated: true);
        var ann = new Visitor(Service);
        var id = Inflate((await ann.BeginAsync(connection.Begin))["SAMLRequest"]).Attribute("ID")!.Value;
        await RefusedAsync(connection, "no_attempt", new Visitor(Service), provider.Answer(connection.Draft with { InResponseTo = id }));
        await RefusedAsync(connection, "no_attempt", ann, provider.Answer(connection.Draft with { InResponseTo = "_" + new string('a', 40) }));

        (await connection.Tenant.Admin.PatchAsync(connection.Path, new { name = "Other" })).Expect(200);
        await RefusedAsync(connection, "connection_changed", ann, provider.Answer(connection.Draft with { InResponseTo = id }));
        (await connection.Tenant.Admin.PatchAsync(connection.Path, new { enabled = false })).Expect(200);
        await RefusedAsync(connection, "no_such_connection", ann, provider.Answer(connection.Draft));
    }

    [Fact]
    public async Task No_lie_makes_a_session_and_each_is_in_the_audit_log()
    {
        using var provider = new SamlIdentityProvider();
        using var other = new SamlIdentityProvider(provider.EntityId);
        var connection = await ConnectAsync(provider, allowIdpInitiated: true);
        var second = await ConnectAsync(provider, allowIdpInitiated: true);
        foreach (var (reason, response) in new (string, string)[]
        {
            ("saml_malformed", ""),
            ("saml_signature", other.Answer(connection.Draft)),
            ("saml_unsigned", provider.Answer(connection.Draft with { SignsAssertion = false })),
            ("saml_destination", provider.Answer(second.Draft)),
            ("saml_audience", provider.Answer(connection.Draft with { Audience = second.Us })),
            ("saml_time", provider.Answer(connection.Draft with { Now = DateTimeOffset.UtcNow.AddMinutes(-30) })),
            ("not_an_administrator", provider.Answer(connection.Draft with { NameId = "00u2", Attributes = new Dictionary<string, string> { ["email"] = "evil@acme.example" } })),
        })
        {
            await RefusedAsync(connection, reason, new Visitor(Service), response);
        }
    }

    [Fact]
    public async Task Our_metadata_says_what_a_provider_needs()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider);
        var reply = (await new Visitor(Service).GetAsync(connection.Us)).Expect(200);
        Assert.Equal("application/samlmetadata+xml; charset=utf-8", reply.Header("Content-Type"));
        var metadata = XElement.Parse(reply.Text);
        Assert.Equal(connection.Us, metadata.Attribute("entityID")!.Value);
        Assert.Equal(connection.Consumer, metadata.Descendants().Single(one => one.Name.LocalName == "AssertionConsumerService").Attribute("Location")!.Value);
        (await new Visitor(Service).GetAsync($"/sign-in/saml/{Guid.NewGuid():D}/metadata")).Expect(404);
    }

    [Fact]
    public async Task Who_must_sign_in_anew_is_asked_to()
    {
        using var provider = new SamlIdentityProvider();
        var connection = await ConnectAsync(provider);
        var ann = new Visitor(Service);
        var asked = Inflate((await ann.BeginAsync(connection.Begin + "?fresh=true"))["SAMLRequest"]);
        Assert.Equal("true", asked.Attribute("ForceAuthn")!.Value);
        var draft = connection.Draft with { InResponseTo = asked.Attribute("ID")!.Value, AuthenticatedAt = DateTimeOffset.UtcNow.AddMinutes(-30) };
        await RefusedAsync(connection, "saml_not_fresh", ann, provider.Answer(draft));
    }

    private async Task<Connected> ConnectAsync(SamlIdentityProvider provider, bool allowIdpInitiated = false)
    {
        var tenant = await TenantAsync();
        (await tenant.Admin.PostAsync("/administrators", new { email = "ann@acme.example", role = "admin" })).Expect(201);
        var made = (await tenant.Admin.PostAsync("/sign-in-connections", new
        {
            name = "Entra", kind = "saml",
            saml = new { entityId = provider.EntityId, ssoUrl = "https://idp.example/sso?x=1", certificates = provider.CertificatePem, allowIdpInitiated },
        })).Expect(201).Json;
        return new(tenant, "/sign-in-connections/" + made.Text("id"), new Uri(made.Text("signInUrl")).AbsolutePath, made["saml"]!.Text("acsUrl"), made["saml"]!.Text("spEntityId"));
    }

    private static Task<Reply> PostAsync(Visitor visitor, Connected connection, string response) =>
        visitor.PostAsync(connection.Consumer, ("SAMLResponse", response), ("RelayState", "//evil.example"));

    private static async Task RefusedAsync(Connected connection, string reason, Visitor visitor, string response)
    {
        var reply = await PostAsync(visitor, connection, response);
        Assert.True(reply.Status == 403, $"{reason}: {reply}");
        Assert.Null(visitor.Session);
        await Eventually.Async(async () => (await connection.Tenant.Admin.ListAsync("/audit?action=identity.SignInRefused"))
            .Any(entry => entry["after"]?["reason"]?.GetValue<string>() == reason));
    }

    internal static XElement Inflate(string request)
    {
        using var inflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(request)), CompressionMode.Decompress);
        using var reader = new StreamReader(inflate, Encoding.UTF8);
        return XElement.Parse(reader.ReadToEnd());
    }

    private sealed record Connected(Tenant Tenant, string Path, string Begin, string Consumer, string Us)
    {
        public SamlDraft Draft => new(Consumer, Us, DateTimeOffset.UtcNow);
    }
}

public sealed class SamlSignInTestsOnSqlite(SqliteService service) : SamlSignInTests(service);

public sealed class SamlSignInTestsOnPostgreSql(PostgreSqlService service) : SamlSignInTests(service);

public sealed class SamlSignInTestsOnSqlServer(SqlServerService service) : SamlSignInTests(service);
