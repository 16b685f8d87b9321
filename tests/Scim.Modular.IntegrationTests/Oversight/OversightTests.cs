using Microsoft.Extensions.Hosting;
using Scim.Modular.Oversight;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Oversight.Infrastructure;
using Scim.Modular.Oversight.Infrastructure.Audit;
using Scim.Modular.Oversight.Infrastructure.Webhooks;

namespace Scim.Modular.IntegrationTests.Oversight;

/// <summary>The service with its watchers, each of which a test sets to work. A second process shares database, clock and key.</summary>
public abstract class OversightTests(ProvidedDatabase provided) : IAsyncLifetime
{
    private static readonly string Key = Convert.ToBase64String(Enumerable.Range(1, 32).Select(one => (byte)one).ToArray());

    private readonly List<InProcessService> _services = [];

    internal FakeClock Clock { get; } = new();

    internal InProcessService Service { get; private set; } = null!;

    internal TestDatabase Database => provided.Database;

    public async ValueTask InitializeAsync()
    {
        Service = NewProcess();
        await Service.MigrateAsync();
        // Each test begins with nothing to seal and nothing to send.
        await Worker<Sealing>(Service).SealAsync(CancellationToken.None);
        await Service.InAsync<OversightDbContext, int>(null, db => db.Messages.IgnoreQueryFilters().ExecuteDeleteAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal InProcessService NewProcess(params (string Name, string Value)[] settings) => NewProcess(_ => { }, settings);

    internal InProcessService NewProcess(Action<IServiceCollection> more, params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] usual = [("Webhooks:Key", Key), ("Webhooks:AllowHttp", "true"), ("Webhooks:AllowPrivateAddresses", "true")];
        var service = InProcessService.Create(
            Database, Clock, services => more(services.AddOversight()),
            [.. usual.Where(one => !settings.Any(given => given.Name == one.Name)), .. settings]);
        _services.Add(service);
        return service;
    }

    internal static T Worker<T>(InProcessService service) where T : IHostedService =>
        service.Services.GetServices<IHostedService>().OfType<T>().Single();

    internal Task<int> SealAsync(InProcessService? service = null) => Worker<Sealing>(service ?? Service).SealAsync(CancellationToken.None);

    internal Task<int> SendDueAsync(InProcessService? service = null) =>
        Worker<WebhookDispatcher>(service ?? Service).DispatchAsync(CancellationToken.None);

    internal Task<List<AuditEntry>> EntriesAsync(Place place) => Service.InAsync<OversightDbContext, List<AuditEntry>>(
        place.Organization, db => db.Audit.AsNoTracking().OrderBy(entry => entry.Sequence).ToListAsync());
}
