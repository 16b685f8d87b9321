using System.Net;
using System.Text;
using System.Text.Json;
using Scim.Modular.Identity.Application.SignIn;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Identity.Infrastructure.SignIn.Oidc;

/// <summary>Calls OpenID providers: those of organizations on the public internet only, our own wherever it is.</summary>
internal sealed class OidcHttp : IDisposable
{
    private const int MostOfAnswer = 512 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly TimeSpan _patience;
    private readonly HttpClient _anywhere;
    private readonly HttpClient _public;

    public OidcHttp(ProviderAddresses addresses)
    {
        _patience = addresses.Patience;
        _anywhere = Client(allowPrivate: true);
        _public = Client(addresses.AllowPrivate);
    }

    public void Dispose()
    {
        _anywhere.Dispose();
        _public.Dispose();
    }

    /// <summary>Sends it and reads the JSON object of the answer; throws <see cref="OidcCallException"/> for whatever else comes.</summary>
    public async Task<JsonElement> SendAsync(HttpRequestMessage request, bool isOurs, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(_patience);
        try
        {
            using var response = await (isOurs ? _anywhere : _public).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            var text = await ReadAsync(response, bound.Token);
            if (response.StatusCode != HttpStatusCode.OK)
                throw new OidcCallException($"it answered {(int)response.StatusCode}{ErrorIn(text)}");
            using var json = JsonDocument.Parse(text, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Clone() : throw new OidcCallException("its answer is no JSON object");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new OidcCallException("it did not answer in time");
        }
        catch (JsonException)
        {
            throw new OidcCallException("its answer is no JSON");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new OidcCallException(failure.GetBaseException().Message);
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[MostOfAnswer + 1];
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length <= MostOfAnswer ? Encoding.UTF8.GetString(buffer, 0, length) : throw new OidcCallException("its answer is too long");
    }

    // RFC 6749 §5.2: a code of a few plain characters. The description beside it is anybody's text.
    private static string ErrorIn(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return OidcJson.Text(json.RootElement, "error") is { Length: <= 60 } code && code.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '.')
                ? $" ({code})" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static HttpClient Client(bool allowPrivate)
    {
        var client = new HttpClient(OutboundConnections.Handler(allowPrivate, ProviderAddresses.Setting)) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        client.DefaultRequestHeaders.Add("User-Agent", "Scim.Modular");
        return client;
    }
}

/// <summary>A provider could not be asked, or did not answer as it must.</summary>
internal sealed class OidcCallException(string message) : Exception(message);

internal static class OidcJson
{
    /// <summary>A member that is a text; null when it is not there, or something else.</summary>
    public static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A member that is a list of texts; null when it is not there, or something else.</summary>
    public static IReadOnlyList<string>? Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(one => one.GetString()!)]
            : null;

    /// <summary>A member that is a time in seconds; null when it is not there, or something else.</summary>
    public static DateTimeOffset? Time(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
