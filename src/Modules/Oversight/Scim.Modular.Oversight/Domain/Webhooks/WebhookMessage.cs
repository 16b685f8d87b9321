using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Domain.Webhooks;

internal enum MessageStatus
{
    Pending,
    Delivered,
    Failed,
}

/// <summary>What one try came to.</summary>
/// <param name="At">When it began.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Status">What the receiver answered; null: nothing.</param>
/// <param name="Error">Why there is no answer.</param>
/// <param name="Response">The beginning of the answer.</param>
internal sealed record Outcome(DateTimeOffset At, TimeSpan Duration, int? Status, string? Error, string? Response)
{
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>410: the receiver wants nothing any more.</summary>
    public bool Gone => Status == 410;
}

/// <summary>An event on its way to one endpoint.</summary>
internal sealed class WebhookMessage : IOwnedByOrganization
{
    /// <summary>How long after a try that failed the next one begins; about a day in all.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(10),
    ];

    private WebhookMessage()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public MessageId Id { get; private set; }

    public WebhookId WebhookId { get; private set; }

    /// <summary>The event; with the endpoint, what keeps a message from being made twice.</summary>
    public Guid EventId { get; private set; }

    public string Type { get; private set; } = "";

    public string Body { get; private set; } = "";

    public MessageStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>How often it was tried in all.</summary>
    public int Attempts { get; private set; }

    /// <summary>How often since it was last put on its way.</summary>
    public int Tries { get; private set; }

    /// <summary>When it is tried next, or when the claim of who tries it now lapses; null when it is not tried again.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Whose claim holds it.</summary>
    public Guid? Lease { get; private set; }

    public static WebhookMessage Of(WebhookEndpoint endpoint, Guid happened, string type, string body, DateTimeOffset now) => new()
    {
        OrganizationId = endpoint.OrganizationId,
        Id = MessageId.From(Guid.CreateVersion7(now)),
        WebhookId = endpoint.Id,
        EventId = happened,
        Type = type,
        Body = body,
        CreatedAt = now,
        NextAt = now,
    };

    /// <summary>Takes what a try came to. <paramref name="jitter"/>, from 0 to 1, spreads those that failed together.</summary>
    public WebhookAttempt Tried(Outcome outcome, double jitter, DateTimeOffset now)
    {
        (Attempts, Tries, Lease) = (Attempts + 1, Tries + 1, null);
        (Status, NextAt) = outcome switch
        {
            { Succeeded: true } => (MessageStatus.Delivered, (DateTimeOffset?)null),
            { Gone: true } => (MessageStatus.Failed, null),
            _ when Tries > Pauses.Length => (MessageStatus.Failed, null),
            _ => (MessageStatus.Pending, now + Pauses[Tries - 1] * (1 + jitter / 10)),
        };
        return WebhookAttempt.Of(this, Attempts, outcome);
    }

    /// <summary>Its endpoint wants nothing any more.</summary>
    public void GiveUp() => (Status, NextAt) = (MessageStatus.Failed, null);

    /// <summary>Puts it on its way once more.</summary>
    public void Redeliver(DateTimeOffset now) => (Status, Tries, NextAt, Lease) = (MessageStatus.Pending, 0, now, null);
}

/// <summary>One try.</summary>
internal sealed class WebhookAttempt : IOwnedByOrganization
{
    private WebhookAttempt()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public MessageId MessageId { get; private set; }

    public int Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int DurationMs { get; private set; }

    public int? Status { get; private set; }

    public string? Error { get; private set; }

    public string? Response { get; private set; }

    public static WebhookAttempt Of(WebhookMessage message, int number, Outcome outcome) => new()
    {
        OrganizationId = message.OrganizationId,
        MessageId = message.Id,
        Number = number,
        At = outcome.At,
        DurationMs = (int)outcome.Duration.TotalMilliseconds,
        Status = outcome.Status,
        Error = outcome.Error,
        Response = outcome.Response,
    };
}
