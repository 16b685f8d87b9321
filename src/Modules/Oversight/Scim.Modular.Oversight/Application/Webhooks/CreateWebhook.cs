using FluentValidation;
using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Makes a webhook. Its secret is in this answer only.</summary>
internal sealed record CreateWebhook(string? Url, IReadOnlyList<string>? Events, string? Description) : ICommand<Result<WebhookView>>;

internal sealed class CreateWebhookHandler(IWebhookRepository webhooks, IWebhookSecrets secrets, CallContext call, TimeProvider clock)
    : ICommandHandler<CreateWebhook, Result<WebhookView>>
{
    public async Task<Result<WebhookView>> Handle(CreateWebhook request, CancellationToken cancellationToken)
    {
        var taken = await webhooks.SlotsAsync(cancellationToken);
        if (taken.Count >= WebhookEndpoint.Most)
            return WebhookErrors.TooMany;

        var id = Ids.New<WebhookId>();
        var secret = secrets.Make(id);
        if (secret.Error is { } refusal)
            return refusal;

        // Any free one, so that requests at once seldom want the same.
        var slot = Random.Shared.GetItems<int>([.. Enumerable.Range(1, WebhookEndpoint.Most).Except(taken)], 1)[0];
        var now = clock.Now();
        var webhook = WebhookEndpoint.Create(
            call.Organization, id, slot, request.Url!, request.Events!, request.Description, secret.Value.Stored, now);
        webhooks.Add(webhook);
        return WebhookView.Of(webhook, now, secret.Value.Shown);
    }
}

internal sealed class CreateWebhookValidator : AbstractValidator<CreateWebhook>
{
    public CreateWebhookValidator(IOptions<WebhookOptions> options)
    {
        RuleFor(command => command.Url).IsAddress(options.Value);
        RuleFor(command => command.Events).ArePatterns();
        RuleFor(command => command.Description).IsDescription();
    }
}
