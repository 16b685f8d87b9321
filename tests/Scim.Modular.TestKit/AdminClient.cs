using System.Text;
using System.Text.Json.Nodes;

namespace Scim.Modular.TestKit;

/// <summary>Speaks to the admin API below one path.</summary>
public sealed class AdminClient(Func<HttpClient> http, string baseAddress, string? authorization)
{
    private IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public AdminClient At(string path) => new(http, baseAddress + path, authorization) { Headers = Headers };

    public AdminClient WithAuthorization(string? other) => new(http, baseAddress, other) { Headers = Headers };

    /// <summary>The same with one header more.</summary>
    public AdminClient With(string header, string value) =>
        new(http, baseAddress, authorization) { Headers = [.. Headers, (header, value)] };

    public Task<Reply> GetAsync(string path = "") => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonNodes.Of(body));

    public Task<Reply> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonNodes.Of(body));

    public Task<Reply> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonNodes.Of(body));

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>All items of a list, page by page.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path)
    {
        List<JsonNode> items = [];
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = (await GetAsync($"{path}{separator}limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}")).Expect(200);
            items.AddRange(page.Json.List("items"));
            cursor = page["nextCursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        return items;
    }

    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = ScimClient.NewRequest(method, baseAddress + path);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http().SendAsync(request);
        return await Reply.ReadAsync(request, response);
    }
}
