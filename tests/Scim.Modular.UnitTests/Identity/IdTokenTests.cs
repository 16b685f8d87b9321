using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Identity.Infrastructure.SignIn.Oidc;
using Scim.Modular.SharedKernel;
using Scim.Modular.TestKit;

namespace Scim.Modular.UnitTests.Identity;

/// <summary>V28: which ID tokens are believed, and which logout tokens.</summary>
public sealed class IdTokenTests
{
    private const string Issuer = "https://op.example";
    private const string Us = "console";
    private const string Nonce = "n-0S6_WzA2Mj";
    private const string AccessToken = "SlAV32hkKG";

    // Keys take a while to make, and no test changes them.
    private static readonly RSA OurRsa = RSA.Create(2048);
    private static readonly ECDsa OurEc = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task A_token_that_says_what_it_should_is_believed(string algorithm)
    {
        var read = await ReadAsync(Sign(Claims(), algorithm));
        Assert.True(read.Error is null, read.Error?.Code);
        Assert.Equal("248289761001", read.Value.GetProperty("sub").GetString());
    }

    public static TheoryData<string, string, string?> Lies() => new()
    {
        { "token_issuer", "iss", "\"https://evil.example\"" },
        { "token_issuer", "iss", "\"https://op.example/\"" },
        { "token_issuer", "iss", null },
        { "token_audience", "aud", "\"somebody\"" },
        { "token_audience", "aud", "[]" },
        { "token_malformed", "aud", "[\"console\", 1]" },
        { "token_audience", "aud", null },
        { "token_party", "aud", "[\"console\",\"somebody\"]" },
        { "token_party", "azp", "\"somebody\"" },
        { "token_malformed", "azp", "7" },
        { "token_expired", "exp", "1" },
        { "token_expired", "exp", "\"9999999999\"" },
        { "token_expired", "exp", null },
        { "token_not_yet_valid", "iat", "9999999999" },
        { "token_not_yet_valid", "iat", null },
        { "token_not_yet_valid", "nbf", "9999999999" },
        { "token_malformed", "nbf", "\"soon\"" },
        { "token_nonce", "nonce", "\"another\"" },
        { "token_nonce", "nonce", "\"\"" },
        { "token_nonce", "nonce", null },
        { "token_access_hash", "at_hash", "\"77QmUPtjPfzWtF2AnpK9RB\"" },
        { "token_access_hash", "at_hash", "null" },
        { "token_subject", "sub", "\"\"" },
        { "token_subject", "sub", "7" },
        { "token_subject", "sub", null },
    };

    [Theory, MemberData(nameof(Lies))]
    public async Task A_token_that_says_something_wrong_is_refused(string reason, string claim, string? value)
    {
        var claims = Claims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = JsonNode.Parse(value);
        await RefusedAsync(reason, Sign(claims));
    }

    [Fact]
    public async Task A_clock_may_be_two_minutes_off()
    {
        var token = Sign(Claims());
        _clock.Advance(TimeSpan.FromMinutes(5) + ProviderTokens.Skew - TimeSpan.FromSeconds(1));
        Assert.Null((await ReadAsync(token)).Error);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync("token_expired", token);
    }

    [Fact]
    public async Task The_hash_of_the_access_token_is_looked_at()
    {
        var claims = Claims();
        claims["at_hash"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken))[..16]);
        Assert.Null((await ReadAsync(Sign(claims))).Error);
        Assert.Equal("token_access_hash", (await ReadAsync(Sign(claims), Expected with { AccessToken = "another" })).Error?.Code);
        Assert.Equal("token_access_hash", (await ReadAsync(Sign(claims), Expected with { AccessToken = null })).Error?.Code);
    }

    [Fact]
    public async Task Who_must_sign_in_anew_has_done_so()
    {
        var fresh = Expected with { AuthenticatedSince = _clock.GetUtcNow() };
        Assert.Equal("token_not_fresh", (await ReadAsync(Sign(Claims()), fresh)).Error?.Code);
        var claims = Claims();
        claims["auth_time"] = _clock.GetUtcNow().AddMinutes(-3).ToUnixTimeSeconds();
        Assert.Equal("token_not_fresh", (await ReadAsync(Sign(claims), fresh)).Error?.Code);
        claims["auth_time"] = _clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Null((await ReadAsync(Sign(claims), fresh)).Error);
    }

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        var body = Base64UrlEncoder.Encode(Claims().ToJsonString());
        foreach (var none in (string[])["none", "None", "NONE", "nOnE", ""])
        {
            var head = Base64UrlEncoder.Encode($$"""{"alg":"{{none}}"}""");
            await RefusedAsync("token_malformed", $"{head}.{body}.");
            await RefusedAsync("token_malformed", $"{head}.{body}");
            await RefusedAsync("token_algorithm", $"{head}.{body}.AAAA");
        }
    }

    /// <summary>The key of an HMAC would be what everybody, or the client, knows.</summary>
    [Fact]
    public async Task A_token_that_is_signed_with_a_shared_secret_is_refused()
    {
        var content = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","kid":"1"}""")}.{Base64UrlEncoder.Encode(Claims().ToJsonString())}";
        foreach (var secret in (byte[][])[Encoding.UTF8.GetBytes("the client's own secret"), OurRsa.ExportSubjectPublicKeyInfo(), Encoding.UTF8.GetBytes(OurRsa.ExportRSAPublicKeyPem())])
            await RefusedAsync("token_algorithm", $"{content}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)))}");
    }

    [Fact]
    public async Task A_token_of_another_key_is_refused()
    {
        using var other = RSA.Create(2048);
        await RefusedAsync("token_signature", Sign(Claims(), "RS256", rsa: other));
        await RefusedAsync("token_key_unknown", Sign(Claims(), "RS256", kid: "2"));
    }

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var token = Sign(Claims()).Split('.');
        var changed = Claims();
        changed["sub"] = "somebody-else";
        await RefusedAsync("token_signature", $"{token[0]}.{Base64UrlEncoder.Encode(changed.ToJsonString())}.{token[2]}");
    }

    /// <summary>RSA and EC keys of one id: the algorithm is the key's, not the token's.</summary>
    [Fact]
    public async Task A_key_is_used_for_its_own_algorithm_only()
    {
        Assert.Equal("token_key_unknown", (await ReadAsync(Sign(Claims(), "RS256"), keys: [Ec("1")])).Error?.Code);
        var picky = Rsa("1");
        picky.Alg = "RS512";
        Assert.Equal("token_key_unknown", (await ReadAsync(Sign(Claims(), "RS256"), keys: [picky])).Error?.Code);
    }

    [Fact]
    public async Task A_short_key_is_refused()
    {
        using var weak = RSA.Create(1024);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(weak.ExportParameters(false)) { KeyId = "1" });
        Assert.Equal("token_key_unknown", (await ReadAsync(Sign(Claims(), "RS256", rsa: weak), keys: [key])).Error?.Code);
    }

    /// <summary>Two readers could take it differently.</summary>
    [Fact]
    public async Task A_claim_that_is_there_twice_is_refused()
    {
        var twice = Claims().ToJsonString()[..^1] + ",\"sub\":\"somebody-else\"}";
        await RefusedAsync("token_malformed", SignText(twice, "RS256", "1", OurRsa));
    }

    [Fact]
    public async Task A_header_that_demands_something_is_refused()
    {
        var content = $"{Base64UrlEncoder.Encode("""{"alg":"RS256","kid":"1","crit":["exp"]}""")}.{Base64UrlEncoder.Encode(Claims().ToJsonString())}";
        var signature = OurRsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        await RefusedAsync("token_malformed", $"{content}.{Base64UrlEncoder.Encode(signature)}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.AAAA")]
    public async Task What_is_no_token_is_refused(string token) => await RefusedAsync("token_malformed", token);

    [Theory]
    [InlineData("token_event", "events", null)]
    [InlineData("token_event", "events", "[]")]
    [InlineData("token_event", "events", "{}")]
    [InlineData("token_event", "events", """{"http://schemas.openid.net/event/backchannel-logout":null}""")]
    [InlineData("token_event", "nonce", "null")]
    [InlineData("token_subject", "sub", "7")]
    [InlineData("token_issuer", "iss", "\"https://evil.example\"")]
    [InlineData("token_audience", "aud", "\"somebody\"")]
    [InlineData("token_expired", "exp", null)]
    [InlineData("token_not_yet_valid", "iat", null)]
    public async Task A_logout_token_that_says_something_wrong_is_refused(string reason, string claim, string? value)
    {
        var claims = LogoutClaims();
        claims.Remove(claim);
        if (value is not null)
            claims[claim] = JsonNode.Parse(value);
        Assert.Equal(reason, (await ReadLogoutAsync(Sign(claims))).Error?.Code);
    }

    [Fact]
    public async Task A_logout_token_names_whom_it_ends_and_no_session_that_begins_after_it()
    {
        var claims = LogoutClaims();
        claims["sid"] = "s1";
        var until = _clock.GetUtcNow() + ProviderTokens.Skew;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new ProviderLogout(Issuer, "248289761001", "s1", until), (await ReadLogoutAsync(Sign(claims))).Value);
        claims.Remove("sub");
        Assert.Equal(new ProviderLogout(Issuer, null, "s1", until), (await ReadLogoutAsync(Sign(claims))).Value);
        Assert.Equal("token_event", (await ReadLogoutAsync(Sign(Claims()))).Error?.Code);
        Assert.Equal("token_nonce", (await ReadAsync(Sign(LogoutClaims()))).Error?.Code);
    }

    private JsonObject LogoutClaims()
    {
        var claims = Claims();
        claims.Remove("nonce");
        claims["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() };
        return claims;
    }

    private Task<Result<ProviderLogout>> ReadLogoutAsync(string token) =>
        new ProviderTokens(_clock).ReadLogoutAsync(token, Issuer, Us, kid => Task.FromResult<IReadOnlyList<JsonWebKey>>([Rsa("1")]));

    private static ExpectedToken Expected => new(Issuer, Us, Nonce, AccessToken, null);

    private JsonObject Claims() => new()
    {
        ["iss"] = Issuer,
        ["aud"] = Us,
        ["sub"] = "248289761001",
        ["nonce"] = Nonce,
        ["iat"] = _clock.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = _clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
    };

    private async Task RefusedAsync(string reason, string token)
    {
        var read = await ReadAsync(token);
        Assert.Equal(reason, read.Error?.Code);
    }

    private Task<Result<JsonElement>> ReadAsync(string token, ExpectedToken? expected = null, IReadOnlyList<JsonWebKey>? keys = null) =>
        new ProviderTokens(_clock).ReadAsync(token, expected ?? Expected, kid => Task.FromResult<IReadOnlyList<JsonWebKey>>(
            [.. (keys ?? [Rsa("1"), Ec("ec")]).Where(key => key.Kid == kid)]));

    private static JsonWebKey Rsa(string kid) => JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(OurRsa.ExportParameters(false)) { KeyId = kid });

    private static JsonWebKey Ec(string kid)
    {
        var point = OurEc.ExportParameters(false).Q;
        return new JsonWebKey { Kty = "EC", Crv = "P-256", X = Base64UrlEncoder.Encode(point.X), Y = Base64UrlEncoder.Encode(point.Y), Kid = kid };
    }

    private static string Sign(JsonObject claims, string algorithm = "RS256", string? kid = null, RSA? rsa = null) =>
        SignText(claims.ToJsonString(), algorithm, kid ?? (algorithm[0] == 'E' ? "ec" : "1"), rsa ?? OurRsa);

    private static string SignText(string claims, string algorithm, string kid, RSA rsa)
    {
        var content = $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","kid":"{{kid}}"}""")}.{Base64UrlEncoder.Encode(claims)}";
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = algorithm[0] switch
        {
            'E' => OurEc.SignData(bytes, hash),
            'P' => rsa.SignData(bytes, hash, RSASignaturePadding.Pss),
            _ => rsa.SignData(bytes, hash, RSASignaturePadding.Pkcs1),
        };
        return $"{content}.{Base64UrlEncoder.Encode(signature)}";
    }
}
