using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Reconciliation;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Oversight.Infrastructure;

/// <summary>Has the modules look at their state every few minutes, in one process at a time over all replicas.</summary>
internal sealed class Watching(IEnumerable<IWatcher> watchers, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Watching> log)
    : Periodic(Every, clock, log)
{
    private const string Job = "watch";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    private readonly Guid _process = Guid.CreateVersion7();

    public override async Task RunAsync(CancellationToken ct)
    {
        foreach (var watcher in watchers)
            await watcher.WatchAsync(KeepTurnAsync, ct);
    }

    // It holds until the next round: whoever has watched goes on, and when that process is gone, another one does a round later.
    private async Task<bool> KeepTurnAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new TakeTurn(Job, _process, Every), ct)).Value.IsOurs;
    }
}
