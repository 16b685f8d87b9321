using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Oversight.Domain.Reconciliation;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Reconciliation;

/// <summary>Settings below <c>Reconcile</c>.</summary>
internal sealed class ReconcileOptions
{
    /// <summary>When everything is compared and repaired, as a cron expression with seconds, in UTC; empty: never by itself.</summary>
    public string Schedule { get; set; } = "0 17 * * * ?";
}

/// <summary>Has Quartz strike at the times of <c>Reconcile__Schedule</c>. Nothing of it is stored: every process has the same times.</summary>
internal sealed class ReconcileSchedule(ISchedulerFactory schedulers, IOptions<ReconcileOptions> options) : IHostedService
{
    private IScheduler? _scheduler;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Schedule))
            return;
        ITrigger trigger;
        try
        {
            trigger = TriggerBuilder.Create()
                .WithCronSchedule(options.Value.Schedule, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing))
                .Build();
        }
        catch (FormatException wrong)
        {
            throw new SettingException(
                "Reconcile__Schedule",
                $"'{options.Value.Schedule}' is not a cron expression with seconds: {wrong.Message} Write 0 17 * * * ? for hourly, or nothing for never.");
        }

        _scheduler = await schedulers.GetScheduler(cancellationToken);
        await _scheduler.ScheduleJob(JobBuilder.Create<ReconcileJob>().Build(), trigger, cancellationToken: cancellationToken);
        await _scheduler.Start(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is not null)
            await _scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
    }
}

[DisallowConcurrentExecution]
internal sealed class ReconcileJob(ScheduledReconciliation reconciliation) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await reconciliation.RunAsync(cancellationToken);
}

/// <summary>Compares and repairs every organization, in one process at a time over all replicas.</summary>
internal sealed class ScheduledReconciliation(IServiceScopeFactory scopes, ILogger<ScheduledReconciliation> log)
{
    private const string Job = "reconcile";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Guid _process = Guid.CreateVersion7();

    /// <summary>Does it, if it is this process's turn; tells for how many organizations.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var done = 0;
        if (!await TakeTurnAsync(ct))
            return done;
        foreach (var organization in await OrganizationsAsync(ct))
        {
            // Kept while it takes long; lost, when this process stood still: another one goes on.
            if (!await TakeTurnAsync(ct))
                return done;
            await TryRunAsync(organization, ct);
            done++;
        }

        return done;
    }

    private async Task TryRunAsync(OrganizationId organization, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
            var run = await scope.ServiceProvider.GetRequiredService<IReconciliation>().RunAsync(dryRun: false, ReconcileRun.Schedule, passed: null, ct);
            if (run.Found > 0)
            {
                log.LogWarning(
                    "Reconciling {Organization} found {Found} differences and repaired {Repaired}", organization, run.Found, run.Repaired);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Reconciling {Organization} failed; the next round tries again", organization);
        }
    }

    private async Task<bool> TakeTurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakeTurn(Job, _process, Life), ct)).Value.IsOurs;
    }

    // Whoever ever had an event has a chain: that is every organization in which something could differ.
    private async Task<IReadOnlyList<OrganizationId>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OversightDbContext>().Chains.IgnoreQueryFilters()
            .Where(chain => chain.ClosedAt == null).OrderBy(chain => chain.OrganizationId)
            .Select(chain => chain.OrganizationId).ToListAsync(ct);
    }
}
