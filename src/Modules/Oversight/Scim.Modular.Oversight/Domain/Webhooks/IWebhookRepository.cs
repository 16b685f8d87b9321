namespace Scim.Modular.Oversight.Domain.Webhooks;

internal interface IWebhookRepository
{
    Task<WebhookEndpoint?> FindAsync(WebhookId id, CancellationToken ct);

    /// <summary>The endpoints that want messages.</summary>
    Task<IReadOnlyList<WebhookEndpoint>> ActiveAsync(CancellationToken ct);

    /// <summary>The places that are taken, of the few that an organization has.</summary>
    Task<IReadOnlyList<int>> SlotsAsync(CancellationToken ct);

    void Add(WebhookEndpoint webhook);

    void Remove(WebhookEndpoint webhook);

    void Add(WebhookMessage message);

    void Add(WebhookAttempt attempt);

    Task<WebhookMessage?> FindAsync(WebhookId webhook, MessageId message, CancellationToken ct);

    /// <summary>The message, locked, if this claim still holds it.</summary>
    Task<WebhookMessage?> ClaimedAsync(MessageId message, Guid lease, CancellationToken ct);

    /// <summary>Gives up what is on its way to an endpoint.</summary>
    Task StopAsync(WebhookId webhook, CancellationToken ct);

    /// <summary>Removes the endpoints of the organization, with their messages.</summary>
    Task ForgetOrganizationAsync(CancellationToken ct);
}
