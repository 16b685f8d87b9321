using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Platform.Telemetry;

namespace Scim.Modular.Identity.Application.Provisioning;

/// <summary>Holds calls until they are saved. When they come faster than that, the newest are dropped and counted.</summary>
internal sealed class ProvisioningLog : IProvisioningLog
{
    private const int Capacity = 4096;

    private static readonly Counter<long> Dropped = ServiceTelemetry.Meter.CreateCounter<long>("scim.provisioning_log.dropped");

    private static readonly Counter<long> Calls = ServiceTelemetry.Meter.CreateCounter<long>("scim.provisioning.calls");

    private readonly Channel<ProvisioningRequest> _waiting = Channel.CreateBounded<ProvisioningRequest>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ChannelReader<ProvisioningRequest> Waiting => _waiting.Reader;

    public void Write(ProvisioningRequest request)
    {
        Calls.Add(1, new KeyValuePair<string, object?>("outcome", request.Status switch { < 400 => "answered", < 500 => "refused", _ => "failed" }));
        if (!_waiting.Writer.TryWrite(request))
            Lost(1);
    }

    /// <summary>Counts what could not be kept.</summary>
    public static void Lost(int requests) => Dropped.Add(requests);
}
