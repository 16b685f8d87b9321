using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Scim.Modular.Platform.Modules;

/// <summary>Work that comes round again. Whatever fails in it, HTTP goes on and the next round tries again.</summary>
public abstract class Periodic(TimeSpan every, TimeProvider clock, ILogger log) : BackgroundService
{
    private static readonly TimeSpan LastRound = TimeSpan.FromSeconds(5);

    /// <summary>One round.</summary>
    public abstract Task RunAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        do
        {
            await TryAsync(stoppingToken);
        }
        while (await TicksAsync(timer, stoppingToken));
    }

    /// <summary>Does what must not wait for the next start, within a bound.</summary>
    protected async Task FinishAsync()
    {
        using var bound = new CancellationTokenSource(LastRound, clock);
        await TryAsync(bound.Token);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            log.LogWarning(failure, "{Work} failed; the next round tries again", GetType().Name);
        }
    }

    private static async Task<bool> TicksAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
