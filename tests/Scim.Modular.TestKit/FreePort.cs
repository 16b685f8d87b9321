using System.Net;
using System.Net.Sockets;

namespace Scim.Modular.TestKit;

/// <summary>
/// A loopback port below the range that outgoing connections are given, so that a service which is killed and started again
/// on its port does not find a client of some other test there.
/// </summary>
public static class FreePort
{
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Guard = new();

    public static int Next()
    {
        lock (Guard)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var port = Random.Shared.Next(15_000, 32_000);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException("No free loopback port found between 15000 and 32000.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
