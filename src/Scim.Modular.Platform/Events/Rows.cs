using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Events;

/// <summary>
/// What happened, kept: the row is delivered to other modules, shown as an effect of its request, and is the line of history of the
/// seat, membership or fact that changed.
/// </summary>
public sealed class EventRow : IOwnedByOrganization
{
    /// <summary>UUIDv7: sorts by time.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The event's name, such as <c>identity.UserDeactivated</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whose story it belongs to.</summary>
    public required string Stream { get; init; }

    /// <summary>Its place in the stream.</summary>
    public required long Version { get; init; }

    /// <summary>The user whom it concerns.</summary>
    public Guid? Person { get; init; }

    /// <summary>The event as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who caused it.</summary>
    public required string Actor { get; init; }

    /// <summary>The request that caused it, directly or through other events.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>It is in the organization's audit log, and webhooks have been told of it.</summary>
    public bool Sealed { get; private set; }
}

/// <summary>An event that a consumer has not handled yet: a short queue, from which a delivered event is deleted.</summary>
public sealed class DeliveryRow : IOwnedByOrganization
{
    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The module that it is for.</summary>
    public required string Consumer { get; init; }

    /// <inheritdoc/>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The event's stream.</summary>
    public required string Stream { get; init; }

    /// <summary>The event's place in its stream.</summary>
    public required long Version { get; init; }

    /// <summary>The event's request: whoever waits for its effects looks here.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>Not before this time: now, or after a back-off.</summary>
    public required DateTimeOffset AvailableAt { get; init; }

    /// <summary>How often it failed.</summary>
    public int Attempts { get; init; }

    /// <summary>Until when the claim of a dispatcher holds.</summary>
    public DateTimeOffset? LeasedUntil { get; init; }

    /// <summary>Which claim holds it. Every write to a claimed row names the claim, so one that was lost can change nothing.</summary>
    public Guid? Lease { get; init; }

    /// <summary>Set when it failed too often: it waits for an administrator.</summary>
    public DateTimeOffset? ParkedAt { get; init; }

    /// <summary>Whether later events of the stream wait while it is parked.</summary>
    public bool HoldsStream { get; init; }

    /// <summary>Why it failed last.</summary>
    public string? Error { get; init; }
}

/// <summary>Marks an event as handled by this module, in the transaction of its effects: a second delivery finds it and does nothing.</summary>
public sealed class InboxRow : IOwnedByOrganization
{
    /// <inheritdoc/>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>The event.</summary>
    public required Guid EventId { get; init; }

    /// <summary>When it was handled.</summary>
    public required DateTimeOffset HandledAt { get; init; }
}

/// <summary>
/// A request that named itself by an <c>Idempotency-Key</c>: the row is committed with its change, so a repeat finds it. The answer is
/// added when it is known.
/// </summary>
public sealed class IdempotencyRow : IOwnedByOrganization
{
    /// <inheritdoc/>
    public required OrganizationId OrganizationId { get; init; }

    /// <summary>SHA-256 of the credential and the key that it sent.</summary>
    public required byte[] Key { get; init; }

    /// <summary>SHA-256 of method, address and body: the same key with something else is a mistake.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The status that it was answered with; null until then.</summary>
    public int? Status { get; private set; }

    /// <summary>The headers and the body of the answer, as JSON.</summary>
    public string? Answer { get; private set; }
}
