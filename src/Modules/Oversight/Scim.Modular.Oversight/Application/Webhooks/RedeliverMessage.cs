using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Puts a message on its way once more, under the same id: a receiver that has it already can tell.</summary>
internal sealed record RedeliverMessage(WebhookId Webhook, MessageId Message) : ICommand<Result>;

internal sealed class RedeliverMessageHandler(IWebhookRepository webhooks, TimeProvider clock) : ICommandHandler<RedeliverMessage, Result>
{
    public async Task<Result> Handle(RedeliverMessage request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Webhook, cancellationToken) is not { } webhook)
            return WebhookErrors.NotFound;
        if (await webhooks.FindAsync(request.Webhook, request.Message, cancellationToken) is not { } message)
            return WebhookErrors.DeliveryNotFound;
        if (!webhook.IsActive)
            return WebhookErrors.IsDisabled;
        if (message.Status == MessageStatus.Pending)
            return WebhookErrors.IsPending;

        message.Redeliver(clock.Now());
        return Result.Ok;
    }
}
