using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;

namespace Scim.Modular.Oversight.Api.Console;

/// <summary>How the console speaks of webhooks.</summary>
internal static class WebhookWords
{
    public static string ToneOf(WebhookView webhook) =>
        webhook.Status != WebhookEndpoint.Active ? "bad" : webhook.FailingSince is null ? "good" : "warn";

    public static string? NoteOf(WebhookView webhook) => webhook.DisabledReason switch
    {
        "gone" => "the receiver answered that it is gone",
        "failing" => "every delivery failed for a day",
        _ => webhook.FailingSince is null ? null : "its deliveries fail",
    };

    public static string ToneOf(MessageStatus status) =>
        status switch { MessageStatus.Delivered => "good", MessageStatus.Failed => "bad", _ => "warn" };

    public static string Of(MessageStatus status) => status.ToString().ToLowerInvariant();
}
