using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Scim.Modular.ConformanceTests.Hostile;

/// <summary>Bytes as they are, for what no client library would send; and every response that comes back until the server closes.</summary>
internal static class RawConnection
{
    /// <summary>More than a server grants a body that does not come; it bounds a failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The status codes, in order, up to two: that is one too many for one request.</summary>
    public static async Task<IReadOnlyList<int>> StatusesAsync(Uri address, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        using var deadline = new CancellationTokenSource(Patience);
        var received = new StringBuilder();
        var statuses = new List<int>();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), deadline.Token);
            var buffer = new byte[8192];
            while (statuses.Count < 2 && await stream.ReadAsync(buffer, deadline.Token) is > 0 and var count)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, count));
                statuses = [.. Statuses(received.ToString())];
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // Reset behind the answer, or held open with nothing more to say: what came until then counts.
        }

        return statuses;
    }

    // A status line follows a line end, or the end of a body, which is JSON without line ends or plain text.
    private static IEnumerable<int> Statuses(string text)
    {
        const string version = "HTTP/1.1 ";
        for (var at = text.IndexOf(version, StringComparison.Ordinal); at >= 0; at = text.IndexOf(version, at + 1, StringComparison.Ordinal))
        {
            if (text.Length >= at + version.Length + 3
                && int.TryParse(text.AsSpan(at + version.Length, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
                yield return status;
        }
    }
}
