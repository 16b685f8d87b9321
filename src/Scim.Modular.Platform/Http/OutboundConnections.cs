using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scim.Modular.Platform.Http;

/// <summary>
/// How the service calls addresses that others have given it: it connects to the public internet only, looked at when the connection is
/// made; it follows no redirect, uses no proxy and keeps no cookie.
/// </summary>
public static class OutboundConnections
{
    /// <summary>A handler for such calls.</summary>
    /// <param name="allowPrivate">Also addresses that are not on the public internet.</param>
    /// <param name="setting">The setting that allows them, to be named when one is refused.</param>
    public static SocketsHttpHandler Handler(bool allowPrivate, string setting) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = (context, ct) => ConnectAsync(context, allowPrivate, setting, ct),
        // A name may stand for another address tomorrow.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxConnectionsPerServer = 16,
        // Nobody outside learns of our traces.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, bool allowPrivate, string setting, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        IPAddress[] found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, ct);
        IPAddress[] open = allowPrivate ? found : [.. found.Where(ReachableAddresses.IsPublic)];
        if (open.Length == 0)
            throw new IOException($"{host} is not on the public internet. Where it is in the service's own network, set {setting}.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
