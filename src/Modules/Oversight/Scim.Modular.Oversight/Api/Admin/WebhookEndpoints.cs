using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Http;
using Scim.Modular.SharedKernel;
using IResult = Microsoft.AspNetCore.Http.IResult;

namespace Scim.Modular.Oversight.Api.Admin;

internal static class WebhookEndpoints
{
    private const string Signing =
        "Messages are signed as Standard Webhooks says: webhook-id, webhook-timestamp and webhook-signature (v1, HMAC-SHA256 of "
        + "id.timestamp.body with the secret). Delivery is at least once and in no promised order: tell repeats by webhook-id. A failed one is "
        + "tried again for about a day; an endpoint that fails for a day, or answers 410, is disabled.";

    public static void MapWebhooks(this IEndpointRouteBuilder organization)
    {
        var webhooks = organization.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapPost("", CreateAsync).WithName("CreateWebhook").WithSummary("Makes a webhook; its secret is in this answer only.")
            .WithDescription(Signing).AnswersSecret("secret")
            .Produces<WebhookView>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        webhooks.MapGet("", ListAsync).WithName("ListWebhooks").WithSummary("Lists the webhooks, the oldest first.")
            .Produces<Page<WebhookView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        webhooks.MapGet("/event-types", ListTypes).WithName("ListWebhookEventTypes")
            .WithSummary("What webhooks can be told; a subscription names types, seat.* or *.")
            .Produces<Page<EventTypeView>>();
        webhooks.MapGet("/{webhook}", GetAsync).WithName("GetWebhook").WithSummary("Reads a webhook.")
            .Produces<WebhookView>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPatch("/{webhook}", ChangeAsync).AnswersSecret("secret").WithName("ChangeWebhook")
            .WithSummary("Changes a webhook's url, events, description or status.")
            .WithDescription(
                "Another url needs rotateSecret: true, and gets another secret, which is in this answer only: what was signed for one receiver "
                + "is never sent to another. A disabled webhook gives up what is on its way.")
            .AnswersSecret("secret")
            .Produces<WebhookView>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        webhooks.MapDelete("/{webhook}", DeleteAsync).WithName("DeleteWebhook").WithSummary("Deletes a webhook with its log of deliveries.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        webhooks.MapPost("/{webhook}/rotate-secret", RotateAsync).WithName("RotateWebhookSecret")
            .WithSummary("Makes a new secret, which is in this answer only; the one before signs too for 24 hours.")
            .AnswersSecret("secret")
            .Produces<WebhookView>().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
        webhooks.MapPost("/{webhook}/test", TestAsync).WithName("TestWebhook")
            .WithSummary("Puts a message of type webhook.test on its way; answers its delivery.")
            .Produces<DeliveryView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        webhooks.MapGet("/{webhook}/deliveries", ListDeliveriesAsync).WithName("ListWebhookDeliveries")
            .WithSummary("What was sent, the newest first, with every try; kept for 30 days.")
            .WithDescription("status is pending, delivered or failed.")
            .Produces<Page<DeliveryView>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapGet("/{webhook}/deliveries/{delivery}", GetDeliveryAsync).WithName("GetWebhookDelivery").WithSummary("Reads a delivery.")
            .Produces<DeliveryView>().ProducesProblem(StatusCodes.Status404NotFound);
        webhooks.MapPost("/{webhook}/deliveries/{delivery}/redeliver", RedeliverAsync).WithName("RedeliverWebhookMessage")
            .WithSummary("Sends a message once more, under the same webhook-id.")
            .Produces<DeliveryView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, WebhookBody body, IMediator mediator, CancellationToken ct) =>
        (await mediator.Send(new CreateWebhook(body.Url, body.Events, body.Description), ct)).ToHttp(made => AdminApi.Created(
            http, $"{http.Request.PathBase}{http.Request.Path.Value!.TrimEnd('/')}/{made.Id}", made, made.Version));

    private static async Task<Page<WebhookView>> ListAsync(PageRequest page, IMediator mediator, CancellationToken ct)
    {
        WebhookId? after = page.Key<Guid>() is { } key ? new(key) : null;
        return page.Of(await mediator.Send(new ListWebhooks(after, page.Limit + 1), ct), webhook => webhook.Id);
    }

    private static Page<EventTypeView> ListTypes() => new([.. EventCatalogue.All.Select(one => new EventTypeView(one.Type, one.Meaning))], null);

    private static async Task<IResult> GetAsync(HttpContext http, string webhook, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<WebhookId>(webhook, out var id) && await mediator.Send(new GetWebhook(id), ct) is { } found
            ? AdminApi.Versioned(http, found, found.Version)
            : Problems.Of(WebhookErrors.NotFound);

    private static async Task<IResult> ChangeAsync(
        HttpContext http, string webhook, WebhookPatch body, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<WebhookId>(webhook, out var id)
            ? (await mediator.Send(
                new ChangeWebhook(id, body.Url, body.Events, body.Description, body.Status, body.RotateSecret ?? false, http.Request.IfMatch()), ct))
                .ToHttp(changed => AdminApi.Versioned(http, changed, changed.Version))
            : Problems.Of(WebhookErrors.NotFound);

    private static async Task<IResult> DeleteAsync(HttpRequest request, string webhook, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<WebhookId>(webhook, out var id)
            ? (await mediator.Send(new DeleteWebhook(id, request.IfMatch()), ct)).ToHttp()
            : Problems.Of(WebhookErrors.NotFound);

    private static async Task<IResult> RotateAsync(HttpContext http, string webhook, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<WebhookId>(webhook, out var id)
            ? (await mediator.Send(new RotateWebhookSecret(id, http.Request.IfMatch()), ct))
                .ToHttp(changed => AdminApi.Versioned(http, changed, changed.Version))
            : Problems.Of(WebhookErrors.NotFound);

    private static async Task<IResult> TestAsync(string webhook, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<WebhookId>(webhook, out var id))
            return Problems.Of(WebhookErrors.NotFound);
        var queued = await mediator.Send(new TestWebhook(id), ct);
        return queued.Error is { } refusal ? Problems.Of(refusal) : await AcceptedAsync(id, queued.Value, mediator, ct);
    }

    private static async Task<IResult> ListDeliveriesAsync(
        PageRequest page, string webhook, string? status, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<WebhookId>(webhook, out var id))
            return Problems.Of(WebhookErrors.NotFound);
        MessageId? before = page.Key<Guid>() is { } key ? new(key) : null;
        var found = await mediator.Send(new ListDeliveries(id, Read(status), before, page.Limit + 1), ct);
        return found is null ? Problems.Of(WebhookErrors.NotFound) : TypedResults.Ok(page.Of(found, delivery => delivery.Id));
    }

    private static async Task<IResult> GetDeliveryAsync(string webhook, string delivery, IMediator mediator, CancellationToken ct) =>
        Ids.TryParse<WebhookId>(webhook, out var id) && Ids.TryParse<MessageId>(delivery, out var message)
            && await mediator.Send(new GetDelivery(id, message), ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.Of(WebhookErrors.DeliveryNotFound);

    private static async Task<IResult> RedeliverAsync(string webhook, string delivery, IMediator mediator, CancellationToken ct)
    {
        if (!Ids.TryParse<WebhookId>(webhook, out var id) || !Ids.TryParse<MessageId>(delivery, out var message))
            return Problems.Of(WebhookErrors.DeliveryNotFound);
        var queued = await mediator.Send(new RedeliverMessage(id, message), ct);
        return queued.Error is { } refusal ? Problems.Of(refusal) : await AcceptedAsync(id, message, mediator, ct);
    }

    private static async Task<IResult> AcceptedAsync(WebhookId webhook, MessageId message, IMediator mediator, CancellationToken ct) =>
        await mediator.Send(new GetDelivery(webhook, message), ct) is { } delivery
            ? TypedResults.Accepted((string?)null, delivery)
            : Problems.Of(WebhookErrors.DeliveryNotFound);

    private static MessageStatus? Read(string? status) => status switch
    {
        null or "" => null,
        "pending" => MessageStatus.Pending,
        "delivered" => MessageStatus.Delivered,
        "failed" => MessageStatus.Failed,
        _ => throw new BadHttpRequestException("status: pending, delivered or failed is needed."),
    };

    internal sealed record WebhookBody(string? Url, IReadOnlyList<string>? Events, string? Description);

    internal sealed record WebhookPatch(string? Url, IReadOnlyList<string>? Events, string? Description, string? Status, bool? RotateSecret);

    /// <param name="Type">The type.</param>
    /// <param name="Description">When it is sent.</param>
    internal sealed record EventTypeView(string Type, string Description);
}
