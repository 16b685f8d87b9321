using System.Collections.Concurrent;
using System.Security.Cryptography;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Webhooks;
using Scim.Modular.Oversight.Domain.Webhooks;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Webhooks;

/// <summary>
/// Sends what is due. A message is claimed before it is sent, so of many processes one sends it; whoever dies over it leaves a claim that
/// lapses. At least once, then, and in no promised order.
/// </summary>
internal sealed class WebhookDispatcher(
    WebhookSender sender, WebhookKey key, IServiceScopeFactory scopes, TimeProvider clock, ILogger<WebhookDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<WebhookId, Task> _served = new();

    /// <summary>Sends what is due now, and waits for it; tells how many messages it was.</summary>
    public async Task<int> DispatchAsync(CancellationToken ct)
    {
        var (count, serving) = await StartDueAsync(ct);
        await serving;
        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Not waited for: a receiver that takes its time keeps only its own messages waiting.
                var (count, _) = await StartDueAsync(stoppingToken);
                if (count == 0)
                    await Task.Delay(Poll, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Due webhook messages could not be read; the next round tries again");
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // What was answered is recorded, and the rest given back, before the process ends.
        await Task.WhenAll(_served.Values);
    }

    private async Task<(int Count, Task Serving)> StartDueAsync(CancellationToken ct)
    {
        var lease = Guid.CreateVersion7();
        var claimed = await ClaimAsync(lease, ct);
        var serving = new List<Task>();
        foreach (var endpoint in claimed.GroupBy(message => message.Webhook))
        {
            var served = ServeAsync(endpoint.Key, [.. endpoint], lease, ct);
            _served[endpoint.Key] = served;
            // It may have ended before it was noted.
            if (served.IsCompleted)
                _served.TryRemove(endpoint.Key, out _);
            serving.Add(served);
        }

        return (claimed.Count, Task.WhenAll(serving));
    }

    private async Task<IReadOnlyList<Claimed>> ClaimAsync(Guid lease, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<OversightDbContext>();
        var now = clock.Now();
        WebhookId[] served = [.. _served.Keys];
        // Looked at before anything is locked: mostly there is nothing.
        var due = db.Messages.IgnoreQueryFilters().Where(message => message.NextAt != null && message.NextAt <= now);
        if (!await (served.Length == 0 ? due : due.Where(message => !served.Contains(message.WebhookId))).AnyAsync(ct))
            return [];

        var claims = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ClaimMessages(lease, served), ct);
        var organizations = claims.Value.Messages.Select(message => message.Organization).Distinct().ToArray();
        var ids = claims.Value.Messages.Select(message => message.Message).ToArray();
        return await (
            from message in db.Messages.IgnoreQueryFilters().AsNoTracking()
            join webhook in db.Webhooks.IgnoreQueryFilters()
                on new { message.OrganizationId, Id = message.WebhookId } equals new { webhook.OrganizationId, webhook.Id }
            where organizations.Contains(message.OrganizationId) && ids.Contains(message.Id) && message.Lease == lease
            orderby message.Id
            select new Claimed(message.OrganizationId, webhook.Id, message.Id, webhook, message.Body)).ToListAsync(ct);
    }

    private async Task ServeAsync(WebhookId webhook, IReadOnlyList<Claimed> messages, Guid lease, CancellationToken ct)
    {
        try
        {
            var degree = new ParallelOptions { MaxDegreeOfParallelism = WebhookOptions.AtOnce, CancellationToken = ct };
            await Parallel.ForEachAsync(messages, degree, async (message, token) => await DeliverAsync(message, lease, token));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await GiveBackAsync(lease);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "Messages of the webhook {Webhook} could not be settled; they are tried again when the claim lapses", webhook);
        }
        finally
        {
            _served.TryRemove(webhook, out _);
        }
    }

    private async Task DeliverAsync(Claimed message, Guid lease, CancellationToken ct)
    {
        Outcome outcome;
        try
        {
            byte[][] secrets = [.. message.Endpoint.SigningSecrets(clock.Now()).Select(stored => key.Open(message.Webhook, stored))];
            outcome = await sender.SendAsync(new Letter(message.Endpoint.Url, message.Message, message.Body, secrets), ct);
        }
        catch (CryptographicException)
        {
            log.LogError("The secret of the webhook {Webhook} was sealed with another key than Webhooks__Key of this process", message.Webhook);
            outcome = new Outcome(
                clock.Now(), TimeSpan.Zero, null, "The secret can't be read: it was sealed with another key. Rotate it, or set the key before.", null);
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().Enter(message.Organization);
        await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new RecordAttempt(message.Webhook, message.Message, lease, outcome), CancellationToken.None);
    }

    // Or nobody would try them before the claim lapses.
    private async Task GiveBackAsync(Guid lease)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GiveBackMessages(lease), CancellationToken.None);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "Claimed webhook messages could not be given back; they are tried again when the claim lapses");
        }
    }

    private sealed record Claimed(
        OrganizationId Organization, WebhookId Webhook, MessageId Message, WebhookEndpoint Endpoint, string Body);
}
