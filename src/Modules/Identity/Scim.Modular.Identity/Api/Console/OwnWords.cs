using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How a person's own page speaks to them. It is made of the same explanation as the page that administrators see.</summary>
internal static class OwnWords
{
    /// <summary>A team, the role in it, and where the role comes from.</summary>
    internal sealed record OwnTeam(string Name, string Role, IReadOnlyList<string> From);

    /// <summary>The seat in a word, and the colour of the word.</summary>
    public static (string Text, string Tone) StateOf(JsonObject? license) => Text(license, "status") switch
    {
        "assigned" when Text(license, "waitsFor") is null => ("assigned", "good"),
        "assigned" => ("assigned, waiting for another", "warn"),
        "waitlisted" => ("waiting", "warn"),
        "releasing" => ("being released", "warn"),
        _ => ("no seat", ""),
    };

    /// <summary>The plan that is held; null: none.</summary>
    public static string? PlanOf(JsonObject? license) => Text(license, "status") is "assigned" or "releasing" ? Text(license, "plan") : null;

    /// <summary>The place in line, and of which plan; null for who does not wait.</summary>
    public static string? PlaceOf(JsonObject? license)
    {
        var plan = Text(license, "waitsFor") ?? (Text(license, "status") == "waitlisted" ? Text(license, "plan") : null);
        return plan is null ? null : Text(license, "waitlistPosition") is { } place ? $"place {place} for {plan}" : $"for {plan}";
    }

    /// <summary>Why the seat is as it is.</summary>
    public static IEnumerable<string> WhyOf(JsonObject? license)
    {
        var sources = Objects(license?["sources"]).ToArray();
        if (Array.Find(sources, source => Is(source, "wins")) is { } wins)
        {
            yield return Text(wins, "kind") switch
            {
                "manual" => $"An administrator gave you the plan {Text(wins, "plan")}.",
                "mapping" => $"You are in the group {Text(wins, "groupName")}, which entitles to the plan {Text(wins, "plan")}.",
                _ => $"Everybody who is active is entitled to the plan {Text(wins, "plan")}.",
            };
        }
        else if (sources.Length == 0)
        {
            yield return "Nothing entitles you to a seat: no plan is for everybody, and none of your groups brings one.";
        }
        else
        {
            yield return "What would entitle you to a seat does not count now.";
        }

        if (PlaceOf(license) is not null)
            yield return "All seats of that plan are taken. You get one when it is your turn.";
        if (Text(license, "status") == "releasing")
            yield return $"You are entitled to it no more; it is kept{Until(license)} in case you come back.";
    }

    /// <summary>The teams that the person is in.</summary>
    public static IReadOnlyList<OwnTeam> TeamsOf(JsonNode? teams) =>
    [
        .. from team in Objects(teams)
           where Text(team, "role") is not null
           select new OwnTeam(Text(team, "teamName")!, Text(team, "role")!, [.. Objects(team["sources"]).Where(IsInEffect).Select(From)]),
    ];

    /// <summary>The attributes of a profile, one line each, as SCIM names them.</summary>
    public static IEnumerable<(string Name, string Value)> LinesOf(JsonObject profile) =>
        profile.Where(attribute => attribute.Key is not ("schemas" or "password")).SelectMany(attribute => Lines(attribute.Key, attribute.Value));

    private static IEnumerable<(string Name, string Value)> Lines(string name, JsonNode? value) => value switch
    {
        null => [],
        JsonObject complex => complex.SelectMany(part => Lines(Joined(name, part.Key), part.Value)),
        JsonArray several => several.SelectMany(one => one is JsonObject item ? [(name, Summary(item))] : Lines(name, one)),
        _ => [(name, value.ToString())],
    };

    // Attributes of an extension stand below its URN, which says nothing to most people.
    private static string Joined(string name, string part) => name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) ? part : $"{name}.{part}";

    private static string Summary(JsonObject item)
    {
        var value = Text(item, "value") ?? Text(item, "formatted") ?? Text(item, "display")
            ?? string.Join(", ", item.Where(part => part.Value is JsonValue && part.Key is not ("type" or "primary")).Select(part => part.Value!.ToString()));
        return Text(item, "type") is { } type ? $"{value} ({type})" : value;
    }

    private static bool IsInEffect(JsonObject source) => Is(source, "live");

    private static string From(JsonObject source)
    {
        if (Text(source, "kind") == "manual")
            return $"{Text(source, "role")}: an administrator put you there";
        var via = Text(source, "via") is { } through ? $", through {through}" : "";
        return $"{Text(source, "role")}: the group {Text(source, "groupName")}{via}";
    }

    private static string Until(JsonObject? license) =>
        DateTimeOffset.TryParse(Text(license, "heldUntil"), CultureInfo.InvariantCulture, out var until) && until.Year < 9000
            ? " until " + until.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : "";

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value ? value.ToString() : null;

    private static bool Is(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;
}
