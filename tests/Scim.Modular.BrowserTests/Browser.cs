namespace Scim.Modular.BrowserTests;

/// <summary>A service on SQLite with data in it, and a headless Chromium: one of each for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _chromium = null!;
    private TestDatabase _database = null!;

    public ScimService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = (await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, "browser"))!;
        Service = await ScimService.StartAsync(new ScimServiceOptions { Database = _database });
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
        await Service.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>A window of nobody, on another service.</summary>
    public Task<IBrowserContext> StrangerAsync(ScimService service) => OpenAsync(service, ColorScheme.Light, null);

    /// <summary>A window of the installation's administrator: the console takes an admin key like the admin API.</summary>
    public Task<IBrowserContext> AdministratorAsync(ColorScheme scheme = ColorScheme.Light) =>
        OpenAsync(Service, scheme, new Dictionary<string, string> { ["Authorization"] = "Bearer " + Service.Options.AdminKey });

    private Task<IBrowserContext> OpenAsync(ScimService service, ColorScheme scheme, Dictionary<string, string>? headers) => _chromium.NewContextAsync(new()
    {
        BaseURL = service.BaseAddress,
        ViewportSize = new() { Width = 1280, Height = 900 },
        ColorScheme = scheme,
        ExtraHTTPHeaders = headers,
        Permissions = ["clipboard-read", "clipboard-write"],
    });
}

[CollectionDefinition(nameof(BrowserCollection))]
public sealed class BrowserCollection : ICollectionFixture<Browser>;
