using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Scim.Modular.Platform.Telemetry;

/// <summary>What the service tells about itself: subscribe to the source and the meter named <c>Scim.Modular</c>.</summary>
public static class ServiceTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Scim.Modular";

    /// <summary>Spans: <c>unit-of-work.commit</c>, <c>dispatch.claim</c>, <c>dispatch.handle</c>, <c>dispatch.commit</c>, <c>dispatch.complete</c>.</summary>
    public static readonly ActivitySource Activities = new(Name);

    /// <summary>Counters. Their tags are fixed words, never text that a client sent.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Starts a span that has its tag from the beginning, so that a listener can choose by it. Null when nobody listens.</summary>
    internal static Activity? Start(string name, string tag, string value) =>
        Activities.HasListeners() ? Activities.StartActivity(ActivityKind.Internal, tags: [new(tag, value)], name: name) : null;

    internal static readonly Counter<long> EventsDelivered = Meter.CreateCounter<long>("scim.events.delivered");
    internal static readonly Counter<long> EventsRetried = Meter.CreateCounter<long>("scim.events.retried");
    internal static readonly Counter<long> EventsParked = Meter.CreateCounter<long>("scim.events.parked");
}
