using Scim.Modular.Identity.Api.Console.Guides;
using Scim.Modular.Identity.Application.Directories;
using Scim.Modular.Identity.Domain.Directories;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console speaks of directories.</summary>
internal static class DirectoryWords
{
    public static readonly IReadOnlyList<(string Value, string Text)> Providers = [.. ProviderGuide.All.Select(guide => (guide.Provider, guide.Name))];

    /// <summary>How long before a token ends administrators are told.</summary>
    public static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    private static readonly TimeSpan Silence = TimeSpan.FromDays(2);

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
            yield return "So many people left at once that removals wait for your decision.";
        if (health is null || directory.Status == DirectoryStatus.Disabled)
            yield break;
        if (health.LiveTokens == 0)
            yield return "No token opens it: make one.";
        else if (health.TokenEndsAt is { } end && end <= now + EndsSoon)
            yield return health.LiveTokens == 1 ? $"Its only token ends on {Day(end)}: make a new one beside it." : $"One of its tokens ends on {Day(end)}.";
        if (health.LastCallAt is { } last && last < now - Silence)
            yield return $"Its identity provider has not called since {Day(last)}.";
        if (health is { Calls: >= 5 } && health.Refused * 10 >= health.Calls)
            yield return $"{health.Refused} of {health.Calls} calls of the last day were refused.";
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
