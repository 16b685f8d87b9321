using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Conformance;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Identity.Api.Conformance;

/// <summary>
/// Sends what a client sends, and writes down what it was answered. An answer with another status than the client needs ends the part, as it
/// ends the client's own work; whatever else is wrong is noted, and the part goes on.
/// </summary>
/// <param name="http">Leads to the service.</param>
/// <param name="directory">The directory in the sandbox.</param>
/// <param name="client">Who plays.</param>
/// <param name="habits">How it writes its requests.</param>
/// <param name="ct">Ends it.</param>
internal sealed class ScimPlay(HttpClient http, SandboxDirectory directory, string client, ClientHabits habits, CancellationToken ct)
{
    private static readonly JsonSerializerOptions AsSent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<ConformanceExchange> _exchanges = [];
    private string _part = "";

    /// <summary>What was sent so far, in its order.</summary>
    public IReadOnlyList<ConformanceExchange> Exchanges => _exchanges;

    /// <summary>Plays a part. When it breaks off, the next one begins all the same.</summary>
    public async Task PartAsync(string title, Func<Task> play)
    {
        _part = title;
        try
        {
            await play();
        }
        catch (PartBrokenException)
        {
            _exchanges.Add(new(
                client, title, $"The rest of {title}", null, null, null, "", null, null, ExchangeOutcome.Skipped,
                ["It was not played: it needs what the answer before did not have."], 0));
        }
    }

    public Task<ScimReply> GetAsync(string step, string path, params Expectation[] expected) => SendAsync(step, HttpMethod.Get, path, null, expected);

    public Task<ScimReply> PostAsync(string step, string path, JsonNode body, params Expectation[] expected) =>
        SendAsync(step, HttpMethod.Post, path, body, expected);

    public Task<ScimReply> PutAsync(string step, string path, JsonNode body, params Expectation[] expected) =>
        SendAsync(step, HttpMethod.Put, path, body, expected);

    public Task<ScimReply> PatchAsync(string step, string path, params JsonNode[] operations) =>
        SendAsync(step, HttpMethod.Patch, path, ScimBodies.Patch(operations), [Expect.Status(200, 204)]);

    public Task<ScimReply> DeleteAsync(string step, string path) => SendAsync(step, HttpMethod.Delete, path, null, [Expect.Status(204)]);

    /// <summary>A GET with another token than the directory's.</summary>
    public Task<ScimReply> GetWithTokenAsync(string step, string token, string path, params Expectation[] expected) =>
        SendAsync(step, HttpMethod.Get, path, null, expected, token);

    private async Task<ScimReply> SendAsync(
        string step, HttpMethod method, string path, JsonNode? body, Expectation[] expected, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(http.BaseAddress!, directory.Path + path));
        foreach (var (name, value) in habits.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", authorization ?? habits.Authorization(directory.Token));
        var text = body?.ToJsonString(AsSent);
        if (text is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(habits.ContentType) } };

        var started = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, ct);
        var reply = new ScimReply(
            (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.Location?.ToString(),
            await response.Content.ReadAsStringAsync(ct));
        var duration = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        // Behind an unexpected status nothing else is news.
        var isUnexpected = !expected[0].Statuses.Contains(reply.Status);
        string[] problems = [.. expected.Take(isUnexpected ? 1 : expected.Length).Select(one => one.ProblemOf(reply)).OfType<string>(), .. FormProblems(reply)];
        _exchanges.Add(new(
            client, _part, step, method.Method, path, text, string.Join(", ", expected.Select(one => one.Words)), reply.Status,
            reply.Text.Length == 0 ? null : reply.Text, problems.Length == 0 ? ExchangeOutcome.Ok : ExchangeOutcome.Failed, problems, duration));
        return isUnexpected ? throw new PartBrokenException() : reply;
    }

    // Every client reads a body by its type; Entra takes no other one.
    private static IEnumerable<string> FormProblems(ScimReply reply)
    {
        if (reply.Text.Length == 0)
            yield break;
        if (!ErrorResponses.ScimMediaType.Equals(reply.MediaType, StringComparison.OrdinalIgnoreCase))
            yield return $"Its Content-Type is {reply.MediaType ?? "missing"}, not {ErrorResponses.ScimMediaType}.";
        if (reply.Json is null)
            yield return "Its body is no JSON.";
    }
}

/// <summary>A directory in a sandbox: the path of its SCIM address, and a token that opens it.</summary>
internal sealed record SandboxDirectory(string Path, string Token);

/// <summary>How a client writes its requests.</summary>
/// <param name="ContentType">The type of its bodies.</param>
/// <param name="Authorization">The header of that name, of a token.</param>
/// <param name="Headers">What it sends besides.</param>
internal sealed record ClientHabits(string ContentType, Func<string, string> Authorization, params (string Name, string Value)[] Headers)
{
    public static string Bearer(string token) => "Bearer " + token;
}

/// <summary>Parts of what clients send.</summary>
internal static class ScimBodies
{
    public static JsonObject Patch(params IEnumerable<JsonNode> operations) =>
        new() { ["schemas"] = Schemas(Protocol.Messages.ScimUrns.PatchOp), ["Operations"] = new JsonArray([.. operations]) };

    public static JsonObject Operation(string op, string? path, JsonNode? value)
    {
        var operation = new JsonObject { ["op"] = op };
        if (path is not null)
            operation["path"] = path;
        operation["value"] = value;
        return operation;
    }

    public static JsonObject Remove(string path) => new() { ["op"] = "remove", ["path"] = path };

    public static string Member(string id) => $"members[value eq \"{id}\"]";

    public static JsonArray Members(params IEnumerable<string> ids) => [.. ids.Select(id => new JsonObject { ["value"] = id })];

    public static JsonArray Schemas(params IEnumerable<string> urns) => [.. urns.Select(urn => JsonValue.Create(urn))];

    /// <summary>The query for a filter, encoded as every client encodes it.</summary>
    public static string Where(string filter) => "filter=" + Uri.EscapeDataString(filter);
}
