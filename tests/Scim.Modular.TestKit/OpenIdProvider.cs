using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Scim.Modular.TestKit;

/// <summary>What the browser was sent to the provider with.</summary>
public sealed record AuthorizationRequest(Uri Address)
{
    public string this[string name] => HttpUtility.ParseQueryString(Address.Query)[name] ?? "";
}

/// <summary>What the provider says of somebody; a test may make each part of it a lie.</summary>
public sealed record IdTokenDraft(string Subject)
{
    public string? Email { get; init; }

    public bool? EmailVerified { get; init; } = true;

    public string Algorithm { get; init; } = "RS256";

    /// <summary>Claims that are other than they should be; null takes one away.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Claims { get; init; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    /// <summary>Signs with a key that nobody knows.</summary>
    public bool SignsWithAnotherKey { get; init; }

    /// <summary>The person's e-mail is told by the UserInfo endpoint only; about this subject.</summary>
    public string? UserInfoSubject { get; init; }
}

/// <summary>An OpenID provider on a port of its own, which lies as a test wants. It checks what its client sends as a real one would.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "console";
    public const string ClientSecret = "secret of the console: +/=%";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (AuthorizationRequest Request, IdTokenDraft Draft)> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IdTokenDraft> _accessTokens = new(StringComparer.Ordinal);
    private readonly Task _listening;
    private RSA _key = RSA.Create(2048);
    private int _kid = 1;

    public OpenIdProvider()
    {
        Issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}");
        _listener.Prefixes.Add(Issuer + "/");
        _listener.Start();
        _listening = Task.Run(ListenAsync);
    }

    public string Issuer { get; }

    /// <summary>The issuer that its metadata names.</summary>
    public string? NamedIssuer { get; set; }

    /// <summary>Where it redirects everything to.</summary>
    public string? RedirectsTo { get; set; }

    /// <summary>The last thing that was wrong with what the client sent.</summary>
    public string? Complaint { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _listening;
        _key.Dispose();
    }

    /// <summary>Signs with a new key from now on; the one before is not published any more.</summary>
    public void RotateKey() => (_key, _kid) = (RSA.Create(2048), _kid + 1);

    /// <summary>The code that the browser is sent back with.</summary>
    public string Grant(AuthorizationRequest request, IdTokenDraft draft)
    {
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (request, draft);
        return code;
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or SocketException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            if (RedirectsTo is { } elsewhere)
            {
                context.Response.Redirect(elsewhere);
                context.Response.Close();
                return;
            }

            var (status, body) = context.Request.Url!.AbsolutePath switch
            {
                "/.well-known/openid-configuration" => (200, Metadata()),
                "/keys" => (200, Keys()),
                "/token" => Exchange(context.Request, HttpUtility.ParseQueryString(await new StreamReader(context.Request.InputStream).ReadToEndAsync())),
                "/userinfo" => About(context.Request),
                _ => (404, []),
            };
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
        }
    }

    private JsonObject Metadata() => new()
    {
        ["issuer"] = NamedIssuer ?? Issuer,
        ["authorization_endpoint"] = Issuer + "/authorize",
        ["token_endpoint"] = Issuer + "/token",
        ["jwks_uri"] = Issuer + "/keys",
        ["userinfo_endpoint"] = Issuer + "/userinfo",
        ["code_challenge_methods_supported"] = new JsonArray("S256"),
        ["authorization_response_iss_parameter_supported"] = true,
    };

    private JsonObject Keys()
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "RSA", ["use"] = "sig", ["kid"] = _kid.ToString(CultureInfo.InvariantCulture), ["n"] = Encode(key.Modulus!), ["e"] = Encode(key.Exponent!),
            }),
        };
    }

    private (int, JsonObject) Exchange(HttpListenerRequest request, System.Collections.Specialized.NameValueCollection form)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes(
            $"{ClientId}:{HttpUtility.UrlEncode(ClientSecret)}"));
        var given = request.Headers["Authorization"]?.Replace("Basic ", "", StringComparison.Ordinal) ?? "";
        if (!string.Equals(
            HttpUtility.UrlDecode(Encoding.UTF8.GetString(Convert.FromBase64String(given))), HttpUtility.UrlDecode(Encoding.UTF8.GetString(Convert.FromBase64String(expected))),
            StringComparison.Ordinal))
        {
            return Complain("invalid_client");
        }

        if (form["grant_type"] != "authorization_code" || form["code"] is not { } code || !_codes.TryRemove(code, out var granted))
            return Complain("invalid_grant");
        if (form["redirect_uri"] != granted.Request["redirect_uri"]
            || Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"] ?? ""))) != granted.Request["code_challenge"])
        {
            return Complain("invalid_grant");
        }

        var accessToken = Guid.NewGuid().ToString("N");
        _accessTokens[accessToken] = granted.Draft;
        return (200, new()
        {
            ["access_token"] = accessToken, ["token_type"] = "Bearer", ["id_token"] = Write(granted.Request, granted.Draft, accessToken),
        });
    }

    private (int, JsonObject) About(HttpListenerRequest request)
    {
        if (!_accessTokens.TryGetValue(request.Headers["Authorization"]?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "", out var draft))
            return Complain("invalid_token");
        return (200, draft.UserInfoSubject is { } subject
            ? new() { ["sub"] = subject, ["email"] = draft.Email, ["email_verified"] = draft.EmailVerified }
            : new() { ["sub"] = draft.Subject });
    }

    private (int, JsonObject) Complain(string error)
    {
        Complaint = error;
        return (400, new() { ["error"] = error, ["error_description"] = "<script>alert(1)</script>" });
    }

    private string Write(AuthorizationRequest request, IdTokenDraft draft, string accessToken)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = draft.Subject,
            ["nonce"] = request["nonce"],
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["auth_time"] = now.ToUnixTimeSeconds(),
            ["at_hash"] = Encode(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken))[..16]),
        };
        if (draft.UserInfoSubject is null && draft.Email is not null)
        {
            claims["email"] = draft.Email;
            if (draft.EmailVerified is { } verified)
                claims["email_verified"] = verified;
        }

        return Sign(claims, draft);
    }

    /// <summary>What tells its clients that somebody, or one session of theirs (<paramref name="session"/>), is signed out here.</summary>
    public string LogoutToken(IdTokenDraft draft, string? session = null)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = ClientId,
            ["sub"] = draft.Subject,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["events"] = new JsonObject { ["http://schemas.openid.net/event/backchannel-logout"] = new JsonObject() },
        };
        if (session is not null)
            claims["sid"] = session;
        return Sign(claims, draft);
    }

    private string Sign(JsonObject claims, IdTokenDraft draft)
    {
        foreach (var (name, value) in draft.Claims)
        {
            claims.Remove(name);
            if (value is not null)
                claims[name] = value.DeepClone();
        }

        var header = new JsonObject { ["alg"] = draft.Algorithm, ["kid"] = _kid.ToString(CultureInfo.InvariantCulture) };
        var content = $"{Encode(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(content);
        using var other = RSA.Create(2048);
        var signature = draft.Algorithm switch
        {
            "none" => [],
            "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), bytes),
            _ => (draft.SignsWithAnotherKey ? other : _key).SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        return $"{content}.{Encode(signature)}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
