using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>
/// Appends events of one organization to its audit log, in this order, and puts the messages of its webhooks on their way. What is sealed
/// already is left out, so a repeat is harmless.
/// </summary>
internal sealed record SealEvents(IReadOnlyList<UnsealedEvent> Events) : ICommand<Result>;

internal sealed class SealEventsHandler(IAuditLog audit, IWebhookRepository webhooks, TimeProvider clock) : ICommandHandler<SealEvents, Result>
{
    public async Task<Result> Handle(SealEvents request, CancellationToken cancellationToken)
    {
        var chain = await audit.LockAsync(cancellationToken);
        var known = await audit.SealedAsync([.. request.Events.Select(one => one.Event.Id)], cancellationToken);
        var endpoints = await webhooks.ActiveAsync(cancellationToken);
        foreach (var unsealed in request.Events.Where(one => !known.Contains(one.Event.Id)))
        {
            audit.Add(chain.Append(AuditLines.Of(unsealed)));
            Tell(unsealed.Event, endpoints);
        }

        return Result.Ok;
    }

    private void Tell(EventRow happened, IReadOnlyList<WebhookEndpoint> endpoints)
    {
        if (endpoints.Count == 0 || EventCatalogue.TypeOf(happened.Type) is not { } type)
            return;
        string? body = null;
        // What happened before an endpoint was made is history, which an upgrade may seal late.
        foreach (var endpoint in endpoints.Where(one => happened.At >= one.CreatedAt && one.Events.Any(pattern => EventCatalogue.Covers(pattern, type))))
        {
            body ??= MessageBody.Of(type, happened);
            webhooks.Add(WebhookMessage.Of(endpoint, happened.Id, type, body, clock.Now()));
        }
    }
}
