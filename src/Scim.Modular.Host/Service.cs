using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Scim.Modular.WebConsole;
using Scim.Modular.Identity;
using Scim.Modular.Licensing;
using Scim.Modular.Oversight;
using Scim.Modular.Platform;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Teams;

namespace Scim.Modular.Host;

/// <summary>Puts the service together, and starts it.</summary>
internal static class Service
{
    public const string DefaultAddress = "http://127.0.0.1:5080";
    private static readonly TimeSpan MigrationLimit = TimeSpan.FromMinutes(10);

    public static WebApplicationBuilder CreateBuilder(string[] args, StartPhase phase)
    {
        // Empty: what the service does and listens to stands here, and the start costs nothing that isn't used.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        Settings.AddTo(builder.Configuration, args);
        AddLogging(builder, phase);

        var services = builder.Services;
        AddTo(services, builder.Configuration);
        services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((kestrel, limits) => Limit(kestrel, limits.Value));
        return builder;
    }

    /// <summary>Adds all that the service is made of, whatever it listens to.</summary>
    public static void AddTo(IServiceCollection services, IConfiguration settings)
    {
        services.AddRouting();
        services.AddPlatform(settings);
        services.AddIdentity();
        services.AddLicensing();
        services.AddTeams();
        services.AddOversight();
        services.AddConsole();
        services.AddPipeline();
        services.AddApiDescription();
        services.AddSingleton<ISandboxes, Sandboxes>();
        services.AddOptions<HostOptions>().Configure<IOptions<LimitOptions>>((options, limits) =>
        {
            options.ShutdownTimeout = limits.Value.ShutdownTimeout;
            options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
    }

    /// <summary>Brings all tables up to date. Bounded: a lock that another process holds would be waited for for ever.</summary>
    public static async Task MigrateAsync(IServiceProvider services)
    {
        using var limit = new CancellationTokenSource(MigrationLimit);
        try
        {
            await services.GetRequiredService<Migrator>().MigrateAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new SettingException(
                "ConnectionStrings__Database",
                $"The migration was not done after {MigrationLimit.TotalMinutes} minutes: another process migrates, or holds a lock on the tables. "
                + "End that one, or let it finish, and start again.");
        }
        catch (SettingException wrong) when (wrong.Setting == "ConnectionStrings__Database" && UsesDataDirectory(services))
        {
            throw new SettingException("Data__Directory", wrong.Message[(wrong.Setting.Length + 2)..]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                UsesDataDirectory(services) ? "Data__Directory" : "ConnectionStrings__Database",
                $"The folder of the database can't be made: {failure.Message}");
        }
    }

    /// <summary>Where it will listen, as the settings say: the first of the addresses.</summary>
    public static string AddressOf(WebApplication app)
    {
        var settings = app.Configuration;
        if (settings["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, ..])
            return first;
        if (settings["https_ports"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) is [var https, ..])
            return $"https://localhost:{https}";
        return settings["http_ports"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) is [var http, ..] ? $"http://localhost:{http}" : DefaultAddress;
    }

    public static async Task StartAsync(WebApplication app)
    {
        var settings = app.Configuration;
        if (string.IsNullOrEmpty(settings["urls"]) && string.IsNullOrEmpty(settings["http_ports"]) && string.IsNullOrEmpty(settings["https_ports"]))
            app.Urls.Add(DefaultAddress);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Dispatchers may run already: they end before what they use does.
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await app.StopAsync(soon.Token);
            throw;
        }
    }

    private static bool UsesDataDirectory(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        return !settings.GetSection("ConnectionStrings").GetChildren().Any(given => !string.IsNullOrWhiteSpace(given.Value));
    }

    private static void AddLogging(WebApplicationBuilder builder, StartPhase phase)
    {
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        foreach (var category in new[] { "Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting.Diagnostics" })
            builder.Logging.AddFilter(category, level => phase.IsOver && level >= LogLevel.Warning);
    }

    private static void Limit(KestrelServerOptions kestrel, LimitOptions limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.RequestHeadersTimeout = limits.HeadersTimeout;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        // A filter that is too long is refused by its own limit, in words: each of its characters may be three in the address.
        kestrel.Limits.MaxRequestLineSize = 8192 + 3 * limits.FilterLength;
        // The smallest of the bodies; the endpoints that take more say so.
        kestrel.Limits.MaxRequestBodySize = limits.AdminBodyBytes;
    }
}
