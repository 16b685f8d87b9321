using System.ComponentModel.DataAnnotations;

namespace Scim.Modular.Platform.Events;

/// <summary>How events are delivered; the section <c>Events</c> of the settings.</summary>
public sealed class EventOptions
{
    /// <summary>How long a response waits for the effects of its request. The events are safe either way; zero answers at once.</summary>
    public TimeSpan AwaitEffects { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Events that a dispatcher claims at a time.</summary>
    [Range(1, 1000)] public int Batch { get; set; } = 100;

    /// <summary>How long a claim holds. A dispatcher that died or stalled loses it after this time.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the dispatcher looks without being woken: for what other processes left, and for what is due again.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Failures after which an event is parked.</summary>
    [Range(1, 100)] public int Tries { get; set; } = 10;

    /// <summary>The first wait after a failure; it doubles each time.</summary>
    public TimeSpan Backoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries.</summary>
    public TimeSpan BackoffLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Waiting deliveries above which <c>/health/ready</c> says no.</summary>
    [Range(1, int.MaxValue)] public int Backlog { get; set; } = 100_000;

    /// <summary>How long the record of handled events is kept: longer than an event can be tried again.</summary>
    public TimeSpan InboxRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long events are kept as history.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(400);
}
