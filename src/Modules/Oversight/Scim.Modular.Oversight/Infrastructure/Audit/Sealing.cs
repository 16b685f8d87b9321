using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scim.Modular.Oversight.Application.Audit;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Tenancy;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Oversight.Infrastructure.Audit;

/// <summary>
/// Seals the events of all modules into the audit logs of their organizations, off the path of every request. Each organization's are one
/// transaction here; only then they are marked where they are kept. A crash between the two seals them again, and finds them sealed.
/// </summary>
internal sealed class Sealing(
    UnsealedEvents events, ModuleCatalog modules, IServiceScopeFactory scopes, TimeProvider clock, ILogger<Sealing> log) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    // Many commits are sealed at once, rather than each by itself.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(200);

    /// <summary>Seals everything that is there; tells how many events it was.</summary>
    public async Task<int> SealAsync(CancellationToken ct)
    {
        var sealedEvents = 0;
        var failing = new HashSet<OrganizationId>();
        while (true)
        {
            var found = new List<(Module Module, UnsealedEvent Unsealed)>();
            foreach (var module in modules.All)
                found.AddRange((await events.ReadAsync(module, failing, Batch, ct)).Select(one => (module, one)));
            if (found.Count == 0)
                return sealedEvents;

            foreach (var organization in found.GroupBy(one => one.Unsealed.Event.OrganizationId))
            {
                if (!await TrySealAsync(organization.Key, [.. organization.Select(one => one.Unsealed)], ct))
                    failing.Add(organization.Key);
            }

            foreach (var module in found.Where(one => !failing.Contains(one.Unsealed.Event.OrganizationId)).GroupBy(one => one.Module))
            {
                UnsealedEvent[] done = [.. module.Select(one => one.Unsealed)];
                await events.MarkAsync(module.Key, done, ct);
                sealedEvents += done.Length;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SealAsync(stoppingToken);
                await events.WaitAsync(Poll, stoppingToken);
                await Task.Delay(Gather, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogWarning(failure, "Events could not be sealed into the audit log; the next round tries again");
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> TrySealAsync(OrganizationId organization, IReadOnlyList<UnsealedEvent> found, CancellationToken ct)
    {
        try
        {
            foreach (var batch in InOrder(found).Chunk(Batch))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CallContext>().Enter(organization);
                await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SealEvents(batch), ct);
            }

            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            // Others go on: one organization's trouble is not everybody's.
            log.LogError(failure, "Events of the organization {Organization} could not be sealed; the next round tries again", organization);
            return false;
        }
    }

    // By time; in the same millisecond causes before effects, as modules are registered, and within a stream by version.
    private IEnumerable<UnsealedEvent> InOrder(IReadOnlyList<UnsealedEvent> found) =>
        found.OrderBy(one => one.Event.At).ThenBy(one => PlaceOf(one.Event)).ThenBy(one => one.Event.Version).ThenBy(one => one.Event.Id);

    private int PlaceOf(EventRow happened)
    {
        for (var place = 0; place < modules.All.Count; place++)
        {
            if (happened.Type.StartsWith(modules.All[place].Name + ".", StringComparison.Ordinal))
                return place;
        }

        return modules.All.Count;
    }
}
