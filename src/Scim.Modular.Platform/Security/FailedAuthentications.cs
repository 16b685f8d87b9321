using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Scim.Modular.Platform.Limits;

namespace Scim.Modular.Platform.Security;

/// <summary>
/// Counts refused credentials by address and minute. Only refusals are slowed: a good token from the same address, such as an office's
/// proxy, goes on working.
/// </summary>
public sealed class FailedAuthentications(IOptions<LimitOptions> limits, TimeProvider clock)
{
    private readonly ConcurrentDictionary<IPAddress, int> _counts = new();
    private long _minute;

    /// <summary>Counts one.</summary>
    public void Count(HttpContext context)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref _minute, minute) != minute)
            _counts.Clear();
        _counts.AddOrUpdate(AddressOf(context), 1, (_, count) => count + 1);
    }

    /// <summary>Whether this address has had too many within the minute.</summary>
    public bool IsFlooding(HttpContext context) =>
        limits.Value is { RequestsPerSecond: > 0, FailedAuthenticationsPerMinute: > 0 and var most }
        && _counts.GetValueOrDefault(AddressOf(context)) > most;

    private static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress ?? IPAddress.None;
}
