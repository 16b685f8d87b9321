using FluentValidation;
using Microsoft.Extensions.Options;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>Changes what is given of a webhook. Another address needs another secret, which is in this answer only.</summary>
internal sealed record ChangeWebhook(
    WebhookId Id, string? Url, IReadOnlyList<string>? Events, string? Description, string? Status, bool RotateSecret, long? ExpectedVersion)
    : ICommand<Result<WebhookView>>;

internal sealed class ChangeWebhookHandler(IWebhookRepository webhooks, IWebhookSecrets secrets, TimeProvider clock)
    : ICommandHandler<ChangeWebhook, Result<WebhookView>>
{
    public async Task<Result<WebhookView>> Handle(ChangeWebhook request, CancellationToken cancellationToken)
    {
        if (await webhooks.FindAsync(request.Id, cancellationToken) is not { } webhook)
            return WebhookErrors.NotFound;
        if (request.ExpectedVersion is { } expected && expected != webhook.Version)
            return WebhookErrors.Stale;

        var now = clock.Now();
        var moves = request.Url is { } url && url != webhook.Url;
        if (moves && !request.RotateSecret)
            return WebhookErrors.NeedsNewSecret;

        string? shown = null;
        if (request.RotateSecret)
        {
            var secret = secrets.Make(webhook.Id);
            if (secret.Error is { } refusal)
                return refusal;
            shown = secret.Value.Shown;
            if (moves)
                webhook.Move(request.Url!, secret.Value.Stored, now);
            else
                webhook.Rotate(secret.Value.Stored, now);
        }

        webhook.Change(request.Events, request.Description, request.Status, now);
        if (!webhook.IsActive)
            await webhooks.StopAsync(webhook.Id, cancellationToken);
        return WebhookView.Of(webhook, now, shown);
    }
}

internal sealed class ChangeWebhookValidator : AbstractValidator<ChangeWebhook>
{
    public ChangeWebhookValidator(IOptions<WebhookOptions> options)
    {
        RuleFor(command => command.Url).IsAddress(options.Value).When(command => command.Url is not null);
        RuleFor(command => command.Events).ArePatterns().When(command => command.Events is not null);
        RuleFor(command => command.Description).IsDescription();
        RuleFor(command => command.Status).Must(status => status is null or WebhookEndpoint.Active or WebhookEndpoint.Disabled)
            .WithMessage("status: active or disabled is needed.");
    }
}
