using Scim.Modular.Identity;
using Scim.Modular.Oversight;
using Scim.Modular.Platform.Databases;

namespace Scim.Modular.Host;

/// <summary>
/// <c>scim-modular [--setting value …]</c> runs the service; <c>scim-modular migrate</c> only brings the tables up to date;
/// <c>scim-modular sign-in-link [--administrator address [--organization name]]</c> prints a link that signs an administrator in, once. A start
/// that fails says in one line which setting is at fault, and ends with 1.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        // Until it runs, only the line below speaks: hosting would add a stack trace of its own.
        var phase = new StartPhase();
        try
        {
            await RunAsync(args, phase);
            return 0;
        }
        catch (Exception failure) when (!phase.IsOver)
        {
            await Console.Error.WriteLineAsync(StartFailure.Explain(failure));
            return 1;
        }
    }

    private static async Task RunAsync(string[] args, StartPhase phase)
    {
        var command = args is [var first, ..] && first[..1] is not ("-" or "/") && !first.Contains('=', StringComparison.Ordinal) ? first : null;
        if (command is not (null or "migrate" or "sign-in-link"))
        {
            throw new SettingException(
                "scim-modular", $"There is no command '{command}'. There are 'migrate' and 'sign-in-link'; without a command the service runs.");
        }

        var builder = Service.CreateBuilder(command is null ? args : args[1..], phase);
        await using var app = builder.Build();
        Settings.Check(app.Services);
        await Service.MigrateAsync(app.Services);
        if (command == "sign-in-link")
            Welcome.ShowLink(app, await app.Services.MakeSignInLinkAsync(app.Configuration["organization"], app.Configuration["administrator"], CancellationToken.None));
        if (command is not null)
            return;

        app.Services.CheckOversight();
        var settings = app.Configuration;
        if (await app.Services.EnsureAdminKeyAsync(settings["Admin:BootstrapKey"], CancellationToken.None) is { } made)
            Welcome.ShowKey(made);
        if (string.IsNullOrEmpty(settings["Oidc:Authority"]) && await app.Services.EnsureFirstSignInAsync(CancellationToken.None) is { } code)
            Welcome.ShowLink(app, code);
        app.UsePipeline();
        await Service.StartAsync(app);
        phase.IsOver = true;
        Welcome.Show(app);
        await app.WaitForShutdownAsync();
    }
}

/// <summary>Whether the service is still starting.</summary>
internal sealed class StartPhase
{
    public volatile bool IsOver;
}
