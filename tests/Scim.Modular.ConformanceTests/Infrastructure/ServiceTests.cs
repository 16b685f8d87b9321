namespace Scim.Modular.ConformanceTests.Infrastructure;

/// <summary>
/// Tests against the running service. A derived class per database: <c>…OnSqlite</c>, <c>…OnPostgreSql</c>, <c>…OnSqlServer</c>.
/// Every test makes an organization of its own.
/// </summary>
public abstract class ServiceTests(ServiceFixture fixture) : IAsyncLifetime
{
    private ScimService? _service;

    protected ServiceFixture Fixture => fixture;

    protected ScimService Service => _service ?? throw new InvalidOperationException("Not initialized.");

    public virtual async ValueTask InitializeAsync() => _service = await fixture.ServiceAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Task<Tenant> TenantAsync(string provider = "okta") => Tenant.CreateAsync(Service, provider);
}
