using System.Globalization;
using Scim.Modular.Identity.Contracts;
using Scim.Modular.Identity.Domain.Users;
using Scim.Modular.SharedKernel;

namespace Scim.Modular.Identity.Domain.Directories;

/// <summary>What alerts of a directory go by, at one moment.</summary>
/// <param name="OrganizationId">Its organization.</param>
/// <param name="Id">The directory.</param>
/// <param name="IsEnabled">Whether it takes calls.</param>
/// <param name="LastCallAt">When its identity provider last called; null: never.</param>
/// <param name="Calls">Calls of the last day.</param>
/// <param name="Refused">Those of them that were refused or failed.</param>
/// <param name="Tokens">Tokens that it ever had.</param>
/// <param name="LiveTokens">Those of them that open it now.</param>
/// <param name="TokenEndsAt">When the first of those ends; null: none does.</param>
/// <param name="AccessEndsAt">When the last of those ends; null: none is live, or one never ends.</param>
/// <param name="Flapping">
/// Users who were deactivated and activated again and again within the last day, at most <see cref="DirectoryAlertRules.MostFlapping"/>; those
/// who were told come first.
/// </param>
internal sealed record DirectoryVitals(
    OrganizationId OrganizationId, DirectoryId Id, bool IsEnabled, DateTimeOffset? LastCallAt, int Calls, int Refused, int Tokens, int LiveTokens,
    DateTimeOffset? TokenEndsAt, DateTimeOffset? AccessEndsAt, IReadOnlyList<FlappingUser> Flapping);

/// <summary>A user who flaps, by the name that people know.</summary>
internal sealed record FlappingUser(UserId Id, string Name);

/// <summary>Something that is the matter, in a sentence.</summary>
internal sealed record AlertFinding(string Kind, FlappingUser? User, string Text)
{
    /// <summary>Whom it concerns: the user, or the directory itself.</summary>
    public Guid SubjectIn(DirectoryId directory) => User?.Id.Value ?? directory.Value;
}

/// <summary>What is the matter with a directory: the one place that decides it, for whoever watches and whoever looks.</summary>
internal static class DirectoryAlertRules
{
    /// <summary>How long before its end a token ends soon.</summary>
    public static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    /// <summary>So many users of a directory are told one by one; of more who flap at the same time the first ones stand for all.</summary>
    public const int MostFlapping = 10;

    /// <summary>Fewer calls than these say nothing about a day.</summary>
    private const int FewestCalls = 20;

    /// <summary>Such a share of refused calls is told, and is over only well below it.</summary>
    private const int RefusedPercent = 25, RefusedPercentOver = 20;

    /// <summary>What is the matter now, given what was before.</summary>
    /// <param name="vitals">How the directory stands.</param>
    /// <param name="open">Its open alerts.</param>
    /// <param name="silentAfter">After so long without a call it is silent.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<AlertFinding> Of(
        DirectoryVitals vitals, IReadOnlyCollection<DirectoryAlert> open, TimeSpan silentAfter, DateTimeOffset now)
    {
        if (!vitals.IsEnabled)
            return [];

        var found = new List<AlertFinding>();
        if (vitals.LastCallAt is { } last && last <= now - silentAfter)
            found.Add(new(AlertKinds.Silent, null, $"The identity provider has not called since {Minute(last)}."));

        var percent = open.Any(alert => alert.Kind == AlertKinds.CallsRefused) ? RefusedPercentOver : RefusedPercent;
        if (vitals.Calls >= FewestCalls && vitals.Refused * 100L >= (long)vitals.Calls * percent)
            found.Add(new(AlertKinds.CallsRefused, null, Refusals(vitals)));

        if (vitals is { LiveTokens: 0, Tokens: > 0 })
            found.Add(new(AlertKinds.NoToken, null, "No token opens it any more: make one."));
        else if (vitals.AccessEndsAt is { } end && end <= now + EndsSoon)
            found.Add(new(AlertKinds.TokenEnding, null, $"{(vitals.LiveTokens == 1 ? "Its only token" : "The last of its tokens")} ends on {Day(end)}: make a new one beside it."));

        found.AddRange(vitals.Flapping.Select(user => new AlertFinding(
            AlertKinds.UserFlapping, user,
            $"{user.Name} was deactivated and activated again and again, at least {User.ManyChanges} times within a day: the identity provider contradicts itself.")));
        return found;
    }

    /// <summary>What of that is new, and which of the open alerts are over.</summary>
    public static (IReadOnlyList<AlertFinding> Began, IReadOnlyList<DirectoryAlert> Ended) Compare(
        DirectoryVitals vitals, IReadOnlyCollection<DirectoryAlert> open, TimeSpan silentAfter, DateTimeOffset now)
    {
        var found = Of(vitals, open, silentAfter, now);
        bool Is(AlertFinding finding, DirectoryAlert alert) => finding.Kind == alert.Kind && finding.SubjectIn(vitals.Id) == alert.Subject;
        return ([.. found.Where(finding => !open.Any(alert => Is(finding, alert)))], [.. open.Where(alert => !found.Any(finding => Is(finding, alert)))]);
    }

    /// <summary>How an alert came to its end.</summary>
    public static string EndOf(DirectoryAlert alert, DirectoryVitals vitals) => alert.Kind switch
    {
        _ when !vitals.IsEnabled => Disabled,
        AlertKinds.Silent => "The identity provider calls again.",
        AlertKinds.CallsRefused when vitals.Calls < FewestCalls => "There were too few calls in the last day to tell.",
        AlertKinds.CallsRefused => "Most calls are taken again. " + Refusals(vitals),
        AlertKinds.TokenEnding when vitals.LiveTokens == 0 => "The token has ended, or was revoked.",
        AlertKinds.TokenEnding => "A token that lives longer opens it.",
        AlertKinds.NoToken => "A token opens it again.",
        _ => "Not for a day any more: " + alert.Text,
    };

    /// <summary>How every alert of a directory ends with it.</summary>
    public const string Disabled = "The directory was disabled.", Deleted = "The directory was deleted.";

    /// <summary>What is said while the breaker holds.</summary>
    public const string Held = "So many people left at once that removals wait for your decision.";

    private static string Refusals(DirectoryVitals vitals) =>
        string.Create(CultureInfo.InvariantCulture, $"{vitals.Refused} of {vitals.Calls} calls of the last day were refused or failed.");

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
