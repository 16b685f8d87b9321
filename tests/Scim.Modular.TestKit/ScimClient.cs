using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Modular.TestKit;

/// <summary>Speaks to one SCIM base address with the headers that Okta sends. Addresses go out exactly as written.</summary>
public sealed class ScimClient(Func<HttpClient> http, string baseAddress, string? authorization)
{
    public const string MediaType = "application/scim+json";
    public const string PatchOp = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public string BaseAddress => baseAddress;

    public string UserAgent { get; init; } = "Okta SCIM Client 1.0.0";

    public string? Authorization => authorization;

    public static string Bearer(string token) => $"Bearer {token}";

    public static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public ScimClient WithAuthorization(string? other) => new(http, baseAddress, other) { UserAgent = UserAgent };

    public ScimClient At(string otherBaseAddress) => new(http, otherBaseAddress, authorization) { UserAgent = UserAgent };

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Reply> PatchAsync(string path, params JsonObject[] operations) =>
        SendAsync(HttpMethod.Patch, path, new JsonObject
        {
            ["schemas"] = new JsonArray(PatchOp),
            ["Operations"] = new JsonArray([.. operations]),
        });

    /// <summary>The raw text of a filter, percent-encoded as Okta does it: spaces, quotes, at signs and plus signs.</summary>
    public Task<Reply> FilterAsync(string resourceType, string filter, string more = "&startIndex=1&count=100") =>
        GetAsync($"/{resourceType}?filter={Uri.EscapeDataString(filter)}{more}");

    public Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body = null) =>
        SendTextAsync(method, path, body?.ToJsonString(), body is null ? null : MediaType + "; charset=utf-8");

    public Task<Reply> SendTextAsync(HttpMethod method, string path, string? body, string? contentType) =>
        SendBytesAsync(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), contentType);

    public async Task<Reply> SendBytesAsync(HttpMethod method, string path, byte[]? body, string? contentType, bool askFirst = false)
    {
        using var request = NewRequest(method, baseAddress + path);
        request.Headers.TryAddWithoutValidation("Accept", MediaType);
        request.Headers.TryAddWithoutValidation("Accept-Charset", "utf-8");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        // A server that refuses a body for its size may close the connection while it is still being sent.
        request.Headers.ExpectContinue = askFirst ? true : null;
        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http().SendAsync(request);
        return await Reply.ReadAsync(request, response);
    }

    /// <summary>A request whose address is not tidied up on the way: <c>//</c>, <c>%2B</c> and <c>%2e</c> reach the server.</summary>
    public static HttpRequestMessage NewRequest(HttpMethod method, string address) =>
        new(method, new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

    public static MediaTypeHeaderValue? ContentTypeOf(Reply reply) =>
        reply.Header("Content-Type") is { } value ? MediaTypeHeaderValue.Parse(value) : null;
}
