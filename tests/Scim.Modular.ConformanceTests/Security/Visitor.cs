using System.Net;
using System.Web;

namespace Scim.Modular.ConformanceTests.Security;

/// <summary>Somebody who signs in by an identity provider: a browser with all its cookies.</summary>
internal sealed class Visitor(ScimService service)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The session's cookie, if there is one.</summary>
    public string? Session => _cookies.TryGetValue("scim-session", out var value) ? "scim-session=" + value : null;

    public AdminClient Admin => Browser.At(service, Session).Admin;

    /// <summary>Leaves for the identity provider.</summary>
    public async Task<AuthorizationRequest> BeginAsync(string address)
    {
        var sent = (await GetAsync(address)).Expect(303);
        return new(new Uri(sent.Header("Location")!));
    }

    /// <summary>Comes back from it by the address that it was given.</summary>
    public Task<Reply> ComeBackAsync(AuthorizationRequest request, params (string Name, string? Value)[] parameters) =>
        GetAsync(request["redirect_uri"] + "?" + string.Join('&', parameters.Where(one => one.Value is not null)
            .Select(one => $"{one.Name}={HttpUtility.UrlEncode(one.Value)}")));

    /// <summary>Leaves and comes back with what the provider says.</summary>
    public async Task<Reply> SignInAsync(string address, OpenIdProvider provider, IdTokenDraft draft)
    {
        var request = await BeginAsync(address);
        return await ComeBackAsync(request, ("code", provider.Grant(request, draft)), ("state", request["state"]), ("iss", provider.Issuer));
    }

    public Task<Reply> GetAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, Absolute(address)));

    public Task<Reply> PostAsync(string address, params (string Name, string Value)[] fields) => SendAsync(new HttpRequestMessage(HttpMethod.Post, Absolute(address))
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    private string Absolute(string address) => address.StartsWith('/') ? service.BaseAddress + address : address;

    private async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (_cookies.Count > 0)
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(one => $"{one.Key}={one.Value}")));
            using var response = await service.Http.SendAsync(request);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
                Keep(set);
            return await Reply.ReadAsync(request, response);
        }
    }

    private void Keep(IEnumerable<string> cookies)
    {
        foreach (var cookie in cookies)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                _cookies.Remove(pair[0]);
            else
                _cookies[pair[0]] = pair[1];
        }
    }
}
