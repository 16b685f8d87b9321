using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Audit;

/// <summary>Saves refusals in batches, off the path of the requests that were refused. What can't be saved is lost, and said.</summary>
internal sealed class RefusalWriter(RefusalQueue refusals, IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefusalWriter> log)
    : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await refusals.Waiting.WaitToReadAsync(stoppingToken))
            {
                await SaveWaitingAsync(stoppingToken);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var bound = new CancellationTokenSource(LastRound, clock);
            await SaveWaitingAsync(bound.Token);
        }
    }

    private async Task SaveWaitingAsync(CancellationToken ct)
    {
        do
        {
            var batch = new List<Refusal>();
            while (batch.Count < Batch && refusals.Waiting.TryRead(out var refusal))
                batch.Add(refusal);
            foreach (var organization in batch.GroupBy(refusal => refusal.Organization))
                await TrySaveAsync(organization.Key, [.. organization], ct);
        }
        while (refusals.Waiting.Count > 0 && !ct.IsCancellationRequested);
    }

    private async Task TrySaveAsync(OrganizationId organization, IReadOnlyList<Refusal> batch, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RecordRefusals(batch), ct);
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "{Count} refused requests could not be kept for the audit log", batch.Count);
        }
    }
}
