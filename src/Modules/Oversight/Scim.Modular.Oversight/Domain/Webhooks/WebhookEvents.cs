using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

/// <summary>An event of a webhook endpoint's story. None carries a secret.</summary>
internal interface IWebhookEvent : IDomainEvent
{
    WebhookId WebhookId { get; }

    string IDomainEvent.Stream => $"webhook:{WebhookId}";

    Guid? IDomainEvent.Person => null;
}

internal sealed record WebhookFacts(string Url, IReadOnlyList<string> Events, string Status);

internal sealed record WebhookEndpointCreated(WebhookId WebhookId, long Version, WebhookFacts Webhook, DateTimeOffset At) : IWebhookEvent;

internal sealed record WebhookEndpointChanged(WebhookId WebhookId, long Version, WebhookFacts Webhook, DateTimeOffset At) : IWebhookEvent;

internal sealed record WebhookSecretRotated(WebhookId WebhookId, long Version, DateTimeOffset At) : IWebhookEvent;

/// <summary>The service gave an endpoint up: <paramref name="Reason"/> is <c>gone</c> or <c>failing</c>.</summary>
internal sealed record WebhookEndpointDisabled(WebhookId WebhookId, long Version, string Url, string Reason, DateTimeOffset At) : IWebhookEvent;

internal sealed record WebhookEndpointDeleted(WebhookId WebhookId, long Version, DateTimeOffset At) : IWebhookEvent;
