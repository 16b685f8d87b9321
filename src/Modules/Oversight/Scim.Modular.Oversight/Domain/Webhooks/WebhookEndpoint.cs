using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

/// <summary>An address that is told what happens in the organization.</summary>
internal sealed class WebhookEndpoint : AggregateRoot, IOwnedByOrganization
{
    /// <summary>How many an organization may have.</summary>
    public const int Most = 20;

    public const string Active = "active";
    public const string Disabled = "disabled";

    /// <summary>How long the secret before signs too, so that receivers can change over.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>How long an endpoint may fail, without one success, before it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private WebhookEndpoint()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public WebhookId Id { get; private set; }

    /// <summary>1 to <see cref="Most"/>, unique in the organization: what keeps two requests from making one too many.</summary>
    public int Slot { get; private set; }

    public string Url { get; private set; } = "";

    public string? Description { get; private set; }

    /// <summary>The patterns that it hears, separated by commas.</summary>
    public string Patterns { get; private set; } = "";

    public string Status { get; private set; } = Active;

    /// <summary>Why the service disabled it; null when it did not.</summary>
    public string? DisabledReason { get; private set; }

    /// <summary>The secret that signs, sealed by the key that is kept outside of the database.</summary>
    public byte[] Secret { get; private set; } = [];

    public byte[]? PreviousSecret { get; private set; }

    public DateTimeOffset? PreviousUntil { get; private set; }

    /// <summary>Since when every try failed; null since a success.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public IReadOnlyList<string> Events => Patterns.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public bool IsActive => Status == Active;

    public static WebhookEndpoint Create(
        OrganizationId organization, WebhookId id, int slot, string url, IEnumerable<string> events, string? description, byte[] secret,
        DateTimeOffset now)
    {
        var endpoint = new WebhookEndpoint
        {
            OrganizationId = organization,
            Id = id,
            Slot = slot,
            Url = url,
            Patterns = Join(events),
            Description = description,
            Secret = secret,
            CreatedAt = now,
        };
        endpoint.Raise(version => new WebhookEndpointCreated(id, version, endpoint.Facts, now));
        return endpoint;
    }

    public void Change(IEnumerable<string>? events, string? description, string? status, DateTimeOffset now)
    {
        var before = (Patterns, Description, Status);
        Patterns = events is null ? Patterns : Join(events);
        Description = description ?? Description;
        if (status is not null && status != Status)
            (Status, DisabledReason, FailingSince) = (status, null, null);
        if (before != (Patterns, Description, Status))
            Raise(version => new WebhookEndpointChanged(Id, version, Facts, now));
    }

    /// <summary>Another receiver gets another secret, and never a signature made with the one before.</summary>
    public void Move(string url, byte[] secret, DateTimeOffset now)
    {
        (Url, Secret, PreviousSecret, PreviousUntil, FailingSince) = (url, secret, null, null, null);
        Raise(version => new WebhookEndpointChanged(Id, version, Facts, now));
    }

    public void Rotate(byte[] secret, DateTimeOffset now)
    {
        (PreviousSecret, PreviousUntil, Secret) = (Secret, now + Overlap, secret);
        Raise(version => new WebhookSecretRotated(Id, version, now));
    }

    public void Succeeded() => FailingSince = null;

    /// <summary>A try has failed. <paramref name="gone"/>: the receiver says that it will never want messages again.</summary>
    public void Failed(bool gone, DateTimeOffset now)
    {
        FailingSince ??= now;
        if (!IsActive || (!gone && now - FailingSince < Patience))
            return;

        (Status, DisabledReason) = (Disabled, gone ? "gone" : "failing");
        Raise(version => new WebhookEndpointDisabled(Id, version, Url, DisabledReason, now));
    }

    public void Delete(DateTimeOffset now) => Raise(version => new WebhookEndpointDeleted(Id, version, now));

    /// <summary>The secrets that sign now, the newest first.</summary>
    public IReadOnlyList<byte[]> SigningSecrets(DateTimeOffset now) =>
        PreviousSecret is { } previous && PreviousUntil > now ? [Secret, previous] : [Secret];

    private WebhookFacts Facts => new(Url, Events, Status);

    private static string Join(IEnumerable<string> events) => string.Join(',', events.Distinct(StringComparer.Ordinal));
}
