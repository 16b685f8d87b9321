using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scim.Modular.ConformanceTests.Exchanges;

/// <summary>
/// Performs an exchange: the requests that set the stage, the recorded one, and those that look at what it did. A member that the
/// format does not have is a failure, and so is a variable that nothing saved: a file with a typing error proves nothing.
/// </summary>
internal sealed partial class ExchangeRunner(Tenant tenant, JsonObject headers)
{
    private static readonly string[] OfStep =
        ["method", "base", "path", "client", "request", "merge", "without", "status", "scimType", "response", "never", "save"];

    private static readonly string[] OfExchange = ["habit", "why", "given", "then"];

    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal)
    {
        ["base"] = tenant.Scim.BaseAddress,
        ["short"] = tenant.Service.BaseAddress + "/scim/v2",
        ["token"] = tenant.Token,
        ["basic"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("scim:" + tenant.Token)),
    };

    public async Task RunAsync(JsonObject exchange)
    {
        RequireKnown(exchange, [.. OfExchange, .. OfStep]);
        Assert.NotEmpty(exchange.Text("habit"));
        foreach (var step in Steps(exchange, "given"))
            await StepAsync(step, "given");
        await StepAsync(exchange.Without(OfExchange), "the exchange");
        foreach (var step in Steps(exchange, "then"))
            await StepAsync(step, "then");
    }

    private static IEnumerable<JsonObject> Steps(JsonObject exchange, string name) =>
        exchange[name] is null ? [] : exchange.List(name).Cast<JsonObject>();

    private async Task StepAsync(JsonObject recorded, string place)
    {
        RequireKnown(recorded, OfStep);
        var step = (JsonObject)Filled(recorded)!;
        var reply = await SendAsync(step);
        var where = $"{place}: {reply}";
        var status = step["status"]?.GetValue<int>();
        Assert.True(status is { } expected ? reply.Status == expected : reply.Status is >= 200 and < 300, $"expected {status?.ToString(CultureInfo.InvariantCulture) ?? "2xx"}, {where}");
        if (reply.Status >= 400)
            ScimAssert.Error(reply, reply.Status, step["scimType"]?.GetValue<string>());
        else if (reply.Text.Length > 0)
            Assert.Equal("application/scim+json", reply.Header("Content-Type"));
        if (step["response"] is { } response && JsonSubset.Difference(response, reply.Json) is { } difference)
            Assert.Fail($"{difference}, {where}");
        if (step["response"]?["totalResults"] is not null)
            ScimAssert.List(reply);
        foreach (var never in step["never"] is null ? [] : step.List("never"))
            Assert.DoesNotContain(never.GetValue<string>(), reply.Text, StringComparison.Ordinal);
        foreach (var (variable, path) in step["save"] as JsonObject ?? [])
            _variables[variable] = reply.Json.Text(path!.GetValue<string>());
    }

    private async Task<Reply> SendAsync(JsonObject step)
    {
        var method = step["method"]?.GetValue<string>() ?? "GET";
        var body = step["request"];
        if (step["merge"] is JsonObject merge)
            body = await MergedAsync(step, merge);

        using var request = ScimClient.NewRequest(new HttpMethod(method), Address(step));
        AddHeaders(request, step, body);
        return await tenant.Scim.SendAsync(request);
    }

    // Okta's custom apps read, lay over what changed, and send all of it back.
    private async Task<JsonNode> MergedAsync(JsonObject step, JsonObject merge)
    {
        using var request = ScimClient.NewRequest(HttpMethod.Get, Address(step));
        AddHeaders(request, step, body: null);
        var body = (await tenant.Scim.SendAsync(request)).Expect(200).Json.AsObject();
        foreach (var (name, value) in merge)
            body[name] = value?.DeepClone();
        foreach (var name in step["without"] is null ? [] : step.List("without"))
            body.Remove(name.GetValue<string>());
        return body;
    }

    private string Address(JsonObject step) => (step["base"]?.GetValue<string>() ?? _variables["base"]) + step.Text("path");

    private void AddHeaders(HttpRequestMessage request, JsonObject step, JsonNode? body)
    {
        var all = (JsonObject)Filled(headers)!;
        foreach (var (name, value) in step["client"] as JsonObject ?? [])
            all[name] = value?.DeepClone();
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
        foreach (var (name, value) in all)
            if (value is null)
                continue;
            else if (name != "Content-Type")
                Assert.True(request.Headers.TryAddWithoutValidation(name, value.GetValue<string>()), name);
            else
                request.Content?.Headers.TryAddWithoutValidation(name, value.GetValue<string>());
    }

    // {user1} in any string, be it a name, becomes what a step before saved as user1.
    private JsonNode? Filled(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(Filled(pair.Key), Filled(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Filled)]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Filled(text)),
        _ => node?.DeepClone(),
    };

    private string Filled(string text) => Variable().Replace(text, match => _variables.TryGetValue(match.Groups["name"].Value, out var value)
        ? value
        : throw new InvalidOperationException($"Nothing is saved as {match.Value}."));

    private static void RequireKnown(JsonObject json, string[] known)
    {
        foreach (var (name, _) in json)
            if (!known.Contains(name))
                throw new InvalidOperationException($"An exchange has no '{name}': {string.Join(", ", known)}.");
    }

    [GeneratedRegex(@"\{(?<name>[a-z][A-Za-z0-9]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
