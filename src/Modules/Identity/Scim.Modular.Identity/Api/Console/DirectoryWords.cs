using Scim.Modular.Identity.Api.Console.Guides;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Domain.Directories;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of directories.</summary>
internal static class DirectoryWords
{
    public static readonly IReadOnlyList<(string Value, string Text)> Providers = [.. ProviderGuide.All.Select(guide => (guide.Provider, guide.Name))];

    public static string ProviderOf(string provider) => Providers.FirstOrDefault(one => one.Value == provider).Text ?? provider;

    public static string Of(DirectoryView directory) => directory.HoldingSince is not null ? "holds changes" : directory.Status switch
    {
        DirectoryStatus.Active => "active",
        DirectoryStatus.Observe => "observes only",
        _ => "disabled",
    };

    public static string ToneOf(DirectoryView directory) =>
        directory.HoldingSince is not null ? "bad" : directory.Status == DirectoryStatus.Active ? "good" : "warn";

    /// <summary>What somebody should look at, in words; nothing when all is well.</summary>
    public static IEnumerable<string> WorriesOf(DirectoryView directory, DirectoryHealth? health, DateTimeOffset now)
    {
        if (directory.HoldingSince is not null)
            yield return DirectoryAlertRules.Held;
        if (health is null || directory.Status == DirectoryStatus.Disabled)
            yield break;
        foreach (var matter in health.Matters)
            yield return matter.Text;
        // What follows is for whoever is here anyway: nobody is told elsewhere.
        if (health.Tokens == 0)
            yield return "No token opens it: make one.";
        if (health.TokenEndsAt is { } end && end <= now + DirectoryAlertRules.EndsSoon && health.Matters.All(matter => matter.Kind != AlertKinds.TokenEnding))
            yield return $"One of its tokens ends on {Day(end)}.";
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
