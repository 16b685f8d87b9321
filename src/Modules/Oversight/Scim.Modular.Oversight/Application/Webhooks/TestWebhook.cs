using System.Text.Json.Nodes;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Puts a message on its way that stands for no event. Answers which.</summary>
internal sealed record TestWebhook(WebhookId Id) : ICommand<Result<MessageId>>;

internal sealed class TestWebhookHandler(IWebhookRepository webhooks, TimeProvider clock) : ICommandHandler<TestWebhook, Result<MessageId>>
{
    public async Task<Result<MessageId>> Handle(TestWebhook request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Id, cancellationToken) is not { } webhook)
            return WebhookErrors.NotFound;
        if (!webhook.IsActive)
            return WebhookErrors.IsDisabled;

        var now = clock.Now();
        var data = new JsonObject
        {
            ["organizationId"] = webhook.OrganizationId.ToString(),
            ["webhookId"] = webhook.Id.ToString(),
        };
        var message = WebhookMessage.Of(
            webhook, Guid.CreateVersion7(now), EventCatalogue.Test, MessageBody.Of(EventCatalogue.Test, now, data), now);
        webhooks.Add(message);
        return message.Id;
    }
}
