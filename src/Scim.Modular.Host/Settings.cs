using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;
using Scim.Modular.Identity;
using Scim.Modular.Platform.Databases;
using Scim.Modular.Platform.Events;
using Scim.Modular.Platform.Http;
using Scim.Modular.Platform.Limits;
using Scim.Modular.Platform.Modules;
using Scim.Modular.Platform.Security;

namespace Scim.Modular.Host;

/// <summary>Where settings come from, and what is refused before anything is opened.</summary>
internal static class Settings
{
    private const int ShortestKey = 12;
    private const int FewestCharacters = 6;
    private const int GoodKey = 32;

    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Quartz"] = "Warning",
        // One line for each refused credential would let a stranger fill the disk; they are counted instead.
        ["Logging:LogLevel:Scim.Modular.Platform.Security"] = "Warning",
        // SQLite has no schemas; its tables carry their module in their names.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Model.Validation"] = "Error",
        // What EF logs of a failed statement is thrown as well, and said there once.
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database"] = "Critical",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Update"] = "Critical",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "Error",
    };

    /// <summary>Later ones win: a file beside the program, one in the working directory, the environment, the command line.</summary>
    public static void AddTo(IConfigurationBuilder configuration, string[] args)
    {
        configuration.AddInMemoryCollection(Defaults);
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true, reloadOnChange: false);
        configuration.AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true, reloadOnChange: false);
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        configuration.AddEnvironmentVariables();
        configuration.AddCommandLine(args);
    }

    /// <summary>Throws at the first setting that is wrong.</summary>
    public static void Check(IServiceProvider services)
    {
        _ = services.GetRequiredService<ModuleCatalog>();
        _ = services.GetRequiredService<PublicAddress>();
        var limits = services.GetRequiredService<IOptions<LimitOptions>>().Value;
        CheckTimes("Limits", limits, atMost: TimeSpan.FromDays(1));
        CheckTimes("Events", services.GetRequiredService<IOptions<EventOptions>>().Value, atMost: TimeSpan.FromDays(36_500));

        CheckTimes("SignIn", services.GetRequiredService<IOptions<SignInOptions>>().Value, atMost: TimeSpan.FromDays(30));
        services.CheckIdentity();
        // Those that are checked at the start of the host: here, before a table is touched.
        services.GetService<IStartupValidator>()?.Validate();

        var key = services.GetRequiredService<IConfiguration>()["Admin:BootstrapKey"];
        if (string.IsNullOrEmpty(key))
            return;
        CheckKey(key, limits);
        if (key.Length < GoodKey)
        {
            services.GetRequiredService<ILoggerFactory>().CreateLogger("Scim.Modular.Host").LogWarning(
                "Admin__BootstrapKey has fewer than {Characters} characters: `openssl rand -hex 32` makes a better one", GoodKey);
        }
    }

    private static void CheckTimes(string section, object options, TimeSpan atMost)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetValue(options) is not TimeSpan time)
                continue;
            var atLeast = property.Name == nameof(EventOptions.AwaitEffects) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(1);
            if (time < atLeast || time > atMost)
            {
                throw new SettingException($"{section}__{property.Name}", string.Create(
                    CultureInfo.InvariantCulture, $"{time:c} is not a time from {atLeast:c} to {atMost:c}. Write 00:00:30 for 30 seconds."));
            }
        }
    }

    // The key itself is never repeated: start-up output ends in logs.
    private static void CheckKey(string key, LimitOptions limits)
    {
        const string better = "`openssl rand -hex 32` makes a good one.";
        if (key.Any(character => character is <= ' ' or > '~'))
            throw Weak($"It holds a blank, or a character that no HTTP header carries. {better}");
        if (key.Length < ShortestKey)
            throw Weak($"It has fewer than {ShortestKey} characters. {better}");
        if (key.Distinct().Count() < FewestCharacters)
            throw Weak($"It repeats a few characters. {better}");
        if (key.Length > limits.TokenLength)
            throw Weak($"It is longer than Limits__TokenLength allows ({limits.TokenLength} characters).");
        if (!SecretToken.IsPlausible(key))
            throw Weak($"It begins like a token of this service, and is none: its checksum is wrong. {better}");
    }

    private static SettingException Weak(string problem) => new("Admin__BootstrapKey", problem);
}
