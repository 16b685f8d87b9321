using System.Reflection;
using Scim.Modular.Platform.Http;

namespace Scim.Modular.Host;

/// <summary>What somebody who starts the service needs to see.</summary>
internal static class Welcome
{
    /// <summary>Shows the first admin key, as soon as it is stored: if what follows fails, it is not lost.</summary>
    public static void ShowKey(string key)
    {
        Console.WriteLine("No admin key was there, so one was made. It is shown this once; keep it:");
        Console.WriteLine();
        Console.WriteLine($"  export KEY={key}");
        Console.WriteLine();
    }

    /// <summary>Shows a link that signs an administrator in.</summary>
    public static void ShowLink(WebApplication app, string code)
    {
        Console.WriteLine("This link signs an administrator in to the console, once, within an hour. `scim-modular sign-in-link` makes another one:");
        Console.WriteLine();
        Console.WriteLine($"  {app.Services.GetRequiredService<PublicAddress>().Configured ?? Reachable(Service.AddressOf(app))}/sign-in/once?code={code}");
        Console.WriteLine();
    }

    /// <summary>Shows where it listens, and what to try.</summary>
    public static void Show(WebApplication app)
    {
        var address = Reachable(app.Urls.FirstOrDefault() ?? Service.DefaultAddress);
        var organizations = address + "/admin/v1/organizations";
        const string admin = """-H "Authorization: Bearer $KEY" -H "Content-Type: application/json" """;
        Console.WriteLine(
            $$"""
            Scim.Modular {{Assembly.GetExecutingAssembly().GetName().Version?.ToString(3)}} listens on {{string.Join(", ", app.Urls)}}; the API is described at {{address}}/docs. To try it, with the admin key in KEY:

              curl -s {{organizations}} {{admin}}-d '{"slug":"acme","name":"Acme"}'
              DIR=$(curl -s {{organizations}}/acme/directories {{admin}}-d '{"name":"Okta","provider":"okta"}' | sed -E 's/.*"id":"([^"]+)".*/\1/') && TOKEN=$(curl -s {{organizations}}/acme/directories/$DIR/tokens {{admin}}-d '{"name":"okta"}' | sed -E 's/.*"token":"([^"]+)".*/\1/')
              curl -s {{address}}/scim/v2/$DIR/Users -H "Authorization: Bearer $TOKEN"

            """);
    }

    private static string Reachable(string address) => address.Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal).TrimEnd('/');
}
