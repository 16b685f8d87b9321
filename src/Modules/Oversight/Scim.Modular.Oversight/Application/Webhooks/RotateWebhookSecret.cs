using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Makes a new secret, which is in this answer only. The one before signs too for a day.</summary>
internal sealed record RotateWebhookSecret(WebhookId Id, long? ExpectedVersion) : ICommand<Result<WebhookView>>;

internal sealed class RotateWebhookSecretHandler(IWebhookRepository webhooks, IWebhookSecrets secrets, TimeProvider clock)
    : ICommandHandler<RotateWebhookSecret, Result<WebhookView>>
{
    public async Task<Result<WebhookView>> Handle(RotateWebhookSecret request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Id, cancellationToken) is not { } webhook)
            return WebhookErrors.NotFound;
        if (request.ExpectedVersion is { } expected && expected != webhook.Version)
            return WebhookErrors.Stale;

        var made = secrets.Make(webhook.Id);
        if (made.Error is { } refusal)
            return refusal;
        webhook.Rotate(made.Value.Stored, clock.Now());
        return WebhookView.Of(webhook, clock.Now(), made.Value.Shown);
    }
}
