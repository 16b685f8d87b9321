using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Keeps what a try came to, and what follows from it; nothing when the claim was lost meanwhile.</summary>
internal sealed record RecordAttempt(WebhookId Webhook, MessageId Message, Guid Lease, Outcome Outcome) : ICommand<Result>;

internal sealed class RecordAttemptHandler(IWebhookRepository webhooks, TimeProvider clock) : ICommandHandler<RecordAttempt, Result>
{
    public async Task<Result> Handle(RecordAttempt request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Webhook, cancellationToken) is not { } webhook
            || await webhooks.ClaimedAsync(request.Message, request.Lease, cancellationToken) is not { } message)
        {
            return Result.Ok;
        }

        var now = clock.Now();
        webhooks.Add(message.Tried(request.Outcome, Random.Shared.NextDouble(), now));
        if (request.Outcome.Succeeded)
        {
            webhook.Succeeded();
            return Result.Ok;
        }

        webhook.Failed(request.Outcome.Gone, now);
        if (!webhook.IsActive)
        {
            message.GiveUp();
            await webhooks.StopAsync(webhook.Id, cancellationToken);
        }

        return Result.Ok;
    }
}
