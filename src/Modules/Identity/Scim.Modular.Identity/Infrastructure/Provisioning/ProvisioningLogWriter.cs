using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Identity.Application.Provisioning;
using Scim.Modular.Identity.Domain.Provisioning;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Infrastructure.Provisioning;

/// <summary>
/// Saves logged calls in batches, each organization's in a unit of work of its own: what guards the writes of a request guards these.
/// A call is seen at once when there is little to do, and a moment later when there is much.
/// </summary>
internal sealed class ProvisioningLogWriter(
    ProvisioningLog calls, IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProvisioningLogWriter> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kept = new List<ProvisioningRequest>();
        try
        {
            while (kept.Count > 0 || await calls.Waiting.WaitToReadAsync(stoppingToken))
            {
                await SaveWaitingAsync(kept, stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var bound = new CancellationTokenSource(LastRound, clock);
            await SaveWaitingAsync(kept, bound.Token);
        }
    }

    /// <summary>Saves everything that waits. What can't be saved because the database is away stays in <paramref name="kept"/>.</summary>
    private async Task SaveWaitingAsync(List<ProvisioningRequest> kept, CancellationToken ct)
    {
        do
        {
            while (kept.Count < Batch && calls.Waiting.TryRead(out var call))
                kept.Add(call);
            foreach (var organization in kept.GroupBy(call => call.OrganizationId).ToArray())
            {
                if (!await TrySaveAsync(organization.Key, [.. organization], ct))
                    return;
                kept.RemoveAll(call => call.OrganizationId == organization.Key);
            }
        }
        while (calls.Waiting.Count > 0);
    }

    private async Task<bool> TrySaveAsync(OrganizationId organization, ProvisioningRequest[] batch, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SaveRequests(batch), ct);
        }
        catch (Exception failure) when (ct.IsCancellationRequested || DatabaseErrors.IsUnavailable(failure))
        {
            log.LogWarning("The provisioning log can't be saved: {Problem}; the next round tries again", failure.GetBaseException().GetType().Name);
            return false;
        }
        catch (Exception) when (batch.Length > 1)
        {
            // One of them can't be stored, and takes the others with it: each alone, so that only that one is lost.
            foreach (var call in batch)
            {
                if (!await TrySaveAsync(organization, [call], ct))
                    return false;
            }
        }
        catch (Exception failure) when (DatabaseErrors.IsConflict(failure))
        {
            // It is stored already: the answer to an earlier try was lost.
        }
        catch (Exception failure)
        {
            ProvisioningLog.Lost(batch.Length);
            log.LogError(failure, "A call could not be kept in the provisioning log");
        }

        return true;
    }
}
