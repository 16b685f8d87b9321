using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Deletes a webhook with its log of deliveries.</summary>
internal sealed record DeleteWebhook(WebhookId Id, long? ExpectedVersion) : ICommand<Result>;

internal sealed class DeleteWebhookHandler(IWebhookRepository webhooks, TimeProvider clock) : ICommandHandler<DeleteWebhook, Result>
{
    public async Task<Result> Handle(DeleteWebhook request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Id, cancellationToken) is not { } webhook)
            return WebhookErrors.NotFound;
        if (request.ExpectedVersion is { } expected && expected != webhook.Version)
            return WebhookErrors.Stale;

        webhook.Delete(clock.Now());
        webhooks.Remove(webhook);
        return Result.Ok;
    }
}
