using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Scim.Modular.Identity;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Modules;

namespace Scim.Modular.Host;

/// <summary>Puts the service together a second time, over an empty SQLite file and without a network: see decision 33.</summary>
internal sealed class Sandboxes(IConfiguration settings, ILoggerFactory logs, TimeProvider clock) : ISandboxes
{
    private const string FolderPrefix = "scim-modular-sandbox-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    // What answers depend on. Nothing else of the settings is known in a sandbox, least of all where the databases are.
    private static readonly string[] Known = ["Limits", "Public"];

    public async Task<ISandbox> OpenAsync(CancellationToken ct)
    {
        RemoveAbandoned();
        var folder = Directory.CreateTempSubdirectory(FolderPrefix).FullName;
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        WebApplication? app = null;
        try
        {
            app = Build(folder);
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
            await app.Services.EnsureAdminKeyAsync(key, ct);
            app.UsePipeline();
            await app.StartAsync(ct);
            return new Sandbox(app, key, folder);
        }
        catch
        {
            await EndAsync(app, folder);
            throw;
        }
    }

    private WebApplication Build(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        foreach (var section in Known)
            builder.Configuration.AddInMemoryCollection(settings.GetSection(section).AsEnumerable());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder,
            ["Reconcile:Schedule"] = "",
            // One caller, who does not wait as an identity provider would.
            ["Limits:RequestsPerSecond"] = "0",
        });
        builder.Logging.AddProvider(new ErrorsOnly(logs)).SetMinimumLevel(LogLevel.Error);
        Service.AddTo(builder.Services, builder.Configuration);
        builder.Services.AddSingleton<IServer, MemoryServer>();
        // The process has its own way to end; a sandbox ends when it is disposed of.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    // Left behind by a process that was killed.
    private void RemoveAbandoned()
    {
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories(FolderPrefix + "*"))
        {
            if (clock.GetUtcNow() - new DateTimeOffset(folder.LastWriteTimeUtc) > Abandoned)
                Remove(folder.FullName);
        }
    }

    private static async Task EndAsync(WebApplication? app, string folder)
    {
        if (app is not null)
        {
            using var soon = new CancellationTokenSource(LongestStop);
            try
            {
                await app.StopAsync(soon.Token);
            }
            catch (OperationCanceledException)
            {
            }

            await app.DisposeAsync();
        }

        // Pooled connections hold the file; those of other files are opened again when they are needed.
        SqliteConnection.ClearAllPools();
        Remove(folder);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Somebody else's, or still open: a later sandbox tries again.
        }
    }

    private sealed class Sandbox(WebApplication app, string key, string folder) : ISandbox
    {
        public HttpClient Http { get; } = new((MemoryServer)app.Services.GetRequiredService<IServer>(), disposeHandler: false)
        {
            BaseAddress = new Uri("http://sandbox.invalid"),
        };

        public string AdminKey => key;

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await EndAsync(app, folder);
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>What fails in a sandbox is the service's own failure, and belongs into its log; whatever else is said there does not.</summary>
    private sealed class ErrorsOnly(ILoggerFactory logs) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("Scim.Modular.", StringComparison.Ordinal) ? logs.CreateLogger(categoryName) : NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
