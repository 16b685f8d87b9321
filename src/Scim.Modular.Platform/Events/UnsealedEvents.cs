using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Platform.Events;

/// <summary>An event that is not in the audit log yet.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Before">The event before it in its stream, as JSON; null for the first.</param>
public sealed record UnsealedEvent(EventRow Event, string? Before);

/// <summary>The events of all modules that are not in the audit log yet, of all organizations.</summary>
public sealed class UnsealedEvents
{
    private readonly ModuleCatalog _modules;
    private readonly IServiceScopeFactory _scopes;
    private readonly WriteGate _gate;
    private readonly DispatchSignals _signals;
    private readonly TimeProvider _clock;

    internal UnsealedEvents(ModuleCatalog modules, IServiceScopeFactory scopes, WriteGate gate, DispatchSignals signals, TimeProvider clock) =>
        (_modules, _scopes, _gate, _signals, _clock) = (modules, scopes, gate, signals, clock);

    /// <summary>Events of a module, the oldest first, without those of some organizations.</summary>
    public async Task<IReadOnlyList<UnsealedEvent>> ReadAsync(
        Module module, IReadOnlyCollection<OrganizationId> without, int most, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = Context(scope, module);
        var events = db.Events.IgnoreQueryFilters().AsNoTracking().Where(row => !row.Sealed);
        if (without.Count > 0)
            events = events.Where(row => !without.Contains(row.OrganizationId));
        return await events.OrderBy(row => row.Id).Take(most)
            .Select(row => new UnsealedEvent(
                row,
                db.Events
                    .Where(one => one.OrganizationId == row.OrganizationId && one.Stream == row.Stream && one.Version == row.Version - 1)
                    .Select(one => one.Payload).FirstOrDefault()))
            .ToListAsync(ct);
    }

    /// <summary>They are in the audit log, for good.</summary>
    public async Task MarkAsync(Module module, IReadOnlyCollection<UnsealedEvent> events, CancellationToken ct)
    {
        OrganizationId[] organizations = [.. events.Select(one => one.Event.OrganizationId).Distinct()];
        Guid[] ids = [.. events.Select(one => one.Event.Id)];
        await using var scope = _scopes.CreateAsyncScope();
        using var turn = await _gate.EnterAsync(_modules.TargetOf(module), ct);
        await Context(scope, module).Events.IgnoreQueryFilters()
            .Where(row => EF.Parameter(organizations).Contains(row.OrganizationId) && EF.Parameter(ids).Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sealed, true), ct);
    }

    /// <summary>Waits until this process has committed events, or the time is over: other processes commit too. For one waiter.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _signals.Any.WaitAsync(atMost, _clock, ct);

    private static ModuleDbContext Context(AsyncServiceScope scope, Module module) =>
        (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
}
