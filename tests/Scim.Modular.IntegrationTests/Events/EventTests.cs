using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Infrastructure;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.IntegrationTests.Events;

/// <summary>A world of events with a consumer that a test controls. Each test begins with an empty queue.</summary>
public abstract class EventTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private readonly List<InProcessService> _services = [];

    internal FakeClock Clock { get; } = new();

    internal ProbeControl Control { get; } = new();

    internal InProcessService Service { get; private set; } = null!;

    internal TestDatabase Database => provided.Database;

    public async ValueTask InitializeAsync()
    {
        Service = NewProcess();
        if (!await HasProbeAsync())
            await Probe.CreateTablesAsync(Service);
        foreach (var module in Service.Modules.All)
        {
            await using var scope = Service.Scope();
            var db = (ModuleDbContext)scope.ServiceProvider.GetRequiredService(module.ContextType);
            await db.Deliveries.IgnoreQueryFilters().ExecuteDeleteAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process on the same database, under the same clock.</summary>
    internal InProcessService NewProcess(params (string Name, string Value)[] settings)
    {
        var service = InProcessService.Create(Database, Clock, Probe.Module(Control), settings);
        _services.Add(service);
        return service;
    }

    /// <summary>The versions that the probe has handled of a user or group, in the order in which it did.</summary>
    internal Task<string> HandledAsync(Place place, UserId user) => HandledAsync(place, user.Value);

    internal async Task<string> HandledAsync(Place place, Guid subject) => string.Join(' ', await Service.InAsync<ProbeDbContext, List<long>>(
        place.Organization,
        db => db.Effects.Where(effect => effect.Subject == subject).OrderBy(effect => effect.Sequence).Select(effect => effect.Version).ToListAsync()));

    /// <summary>What of Identity's events waits for the probe, oldest first.</summary>
    internal Task<List<DeliveryRow>> WaitingAsync(Place place, string consumer = Probe.Name) => Service.InAsync<IdentityDbContext, List<DeliveryRow>>(
        place.Organization, db => db.Deliveries.AsNoTracking().Where(row => row.Consumer == consumer).OrderBy(row => row.Stream).ThenBy(row => row.Version).ToListAsync());

    internal Task<int> DispatchAsync() => Service.DispatchAsync(IdentityDbContext.Name);

    private async Task<bool> HasProbeAsync() => await Service.InAsync<ProbeDbContext, bool>(null, async db =>
    {
        try
        {
            await db.Effects.AnyAsync();
            return true;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    });
}
