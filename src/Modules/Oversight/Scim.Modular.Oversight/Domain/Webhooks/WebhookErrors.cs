using System.Globalization;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

internal static class WebhookErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "webhook_not_found", "There is no such webhook.");

    public static readonly Error DeliveryNotFound = new(ErrorKind.NotFound, "delivery_not_found", "There is no such delivery.");

    public static readonly Error Stale = new(
        ErrorKind.Stale, "webhook_changed", "The webhook was changed by somebody else in the meantime. Read it again, then decide.");

    public static readonly Error TooMany = new(ErrorKind.Conflict, "too_many_webhooks", string.Create(
        CultureInfo.InvariantCulture, $"An organization has {WebhookEndpoint.Most} webhooks at most. Delete one that nobody needs."));

    public static readonly Error NeedsNewSecret = new(
        ErrorKind.Invalid, "webhook_needs_new_secret",
        "Another url gets another secret, so that what was signed for one receiver is never sent to another. Send rotateSecret: true with it; "
        + "the answer has the new secret.");

    public static Error NoKey(string why) => new(
        ErrorKind.Conflict, "webhook_key_missing",
        $"Webhooks__Key is not set, and no key can be kept in Data__Directory: {why} Set it (`openssl rand -base64 32`) or make the folder writable.");

    public static readonly Error IsDisabled = new(
        ErrorKind.Conflict, "webhook_disabled", "The webhook is disabled. Change its status to active first.");

    public static readonly Error IsPending = new(ErrorKind.Conflict, "delivery_pending", "The delivery is on its way already.");
}
