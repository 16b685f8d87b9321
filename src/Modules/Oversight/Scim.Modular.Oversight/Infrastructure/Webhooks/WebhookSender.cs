using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

/// <summary>What is sent, and signed by which secrets.</summary>
internal sealed record Letter(string Url, MessageId Id, string Body, IReadOnlyList<byte[]> Secrets);

/// <summary>
/// Sends messages to where administrators want them; see <see cref="OutboundConnections"/> for where that can't be.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostOfAnswer = 1024;
    private const int MostOfError = 500;

    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebhookSender(IOptions<WebhookOptions> options, TimeProvider clock)
    {
        (_options, _clock) = (options.Value, clock);
        _http = new HttpClient(OutboundConnections.Handler(_options.AllowPrivateAddresses, "Webhooks__AllowPrivateAddresses"));
        _http.Timeout = Timeout.InfiniteTimeSpan;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Tries once. Whatever goes wrong is the outcome.</summary>
    public async Task<Outcome> SendAsync(Letter letter, CancellationToken ct)
    {
        var at = _clock.Now();
        var began = Stopwatch.GetTimestamp();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(_options.Timeout);
        try
        {
            using var request = Write(letter, at);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
            var answer = await ReadAsync(response, bound.Token);
            return new Outcome(at, Stopwatch.GetElapsedTime(began), (int)response.StatusCode, null, answer);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"There was no answer within {_options.Timeout.TotalSeconds} s."));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UriFormatException)
        {
            return Failed(failure.GetBaseException().Message);
        }

        Outcome Failed(string error) =>
            new(at, Stopwatch.GetElapsedTime(began), null, error.Length > MostOfError ? error[..MostOfError] : error, null);
    }

    /// <summary>Signs as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>, once with each secret.</summary>
    public static string Sign(Letter letter, string timestamp)
    {
        var content = Encoding.UTF8.GetBytes($"{letter.Id}.{timestamp}.{letter.Body}");
        return string.Join(' ', letter.Secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, content))));
    }

    private static HttpRequestMessage Write(Letter letter, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(letter.Url))
        {
            Content = new StringContent(letter.Body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("webhook-id", letter.Id.ToString());
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", Sign(letter, timestamp));
        request.Headers.Add("User-Agent", "Scim.Modular-Webhooks");
        return request;
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[MostOfAnswer];
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        // A database refuses some of what a receiver may send.
        return new string([.. Encoding.UTF8.GetString(buffer, 0, length).Where(one => !char.IsControl(one) || one == '\n')]);
    }
}
