using System.Text.Json.Serialization;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>The organization's webhooks, the oldest first, from the one after <paramref name="After"/>.</summary>
internal sealed record ListWebhooks(WebhookId? After, int Count) : IQuery<IReadOnlyList<WebhookView>>;

internal sealed record GetWebhook(WebhookId Id) : IQuery<WebhookView?>;

/// <summary>The deliveries of a webhook, the newest first; null when there is no such webhook.</summary>
internal sealed record ListDeliveries(WebhookId Webhook, MessageStatus? Status, MessageId? Before, int Count)
    : IQuery<IReadOnlyList<DeliveryView>?>;

internal sealed record GetDelivery(WebhookId Webhook, MessageId Message) : IQuery<DeliveryView?>;

/// <param name="Id">The webhook.</param>
/// <param name="Url">Where messages go.</param>
/// <param name="Events">The patterns of the event types that it hears.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Status"><c>active</c> or <c>disabled</c>.</param>
/// <param name="DisabledReason">Why the service disabled it: <c>gone</c> (it answered 410) or <c>failing</c> (for a day).</param>
/// <param name="FailingSince">Since when every delivery failed.</param>
/// <param name="PreviousSecretUntil">Until when the secret before signs too.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Secret">The secret, in the answer that makes it only.</param>
internal sealed record WebhookView(
    WebhookId Id, string Url, IReadOnlyList<string> Events, string? Description, string Status, string? DisabledReason,
    DateTimeOffset? FailingSince, DateTimeOffset? PreviousSecretUntil, DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    /// <summary>Goes out as the <c>ETag</c>.</summary>
    [JsonIgnore]
    public long Version { get; init; }

    public static WebhookView Of(WebhookEndpoint webhook, DateTimeOffset now, string? secret = null) => new(
        webhook.Id, webhook.Url, webhook.Events, webhook.Description, webhook.Status, webhook.DisabledReason, webhook.FailingSince,
        webhook.PreviousUntil > now ? webhook.PreviousUntil : null, webhook.CreatedAt, secret)
    {
        Version = webhook.Version,
    };
}

/// <param name="Id">The message: receivers get it as <c>webhook-id</c>.</param>
/// <param name="EventType">The type of the event.</param>
/// <param name="EventId">The event.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="CreatedAt">When it was put on its way.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not.</param>
/// <param name="Attempts">Every try, the first one first.</param>
internal sealed record DeliveryView(
    MessageId Id, string EventType, Guid EventId, MessageStatus Status, DateTimeOffset CreatedAt, DateTimeOffset? NextAttemptAt,
    IReadOnlyList<AttemptView> Attempts);

/// <param name="At">When.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="Status">What the receiver answered; null: nothing.</param>
/// <param name="Error">Why there is no answer.</param>
/// <param name="Response">The first 1,024 characters of the answer.</param>
internal sealed record AttemptView(DateTimeOffset At, int DurationMs, int? Status, string? Error, string? Response);
