using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>
/// The explanation of a person in sentences that can be read aloud. It is made of the admin API's answer, so it says what that says and
/// knows of other modules no more than every caller does.
/// </summary>
internal static class ExplanationWords
{
    /// <summary>A thing that is explained, and the sentences that explain it.</summary>
    internal sealed record Part(string Title, IReadOnlyList<string> Sentences);

    public static IReadOnlyList<Part> Of(JsonObject explanation)
    {
        var user = explanation["user"]!.AsObject();
        var name = Text(user, "displayName") ?? Text(user, "userName") ?? "This person";
        var parts = new List<Part> { new("The facts", [.. Facts(name, user)]) };
        if (explanation["license"] is JsonObject license)
            parts.Add(new("The seat", [.. Seat(name, license)]));
        if (explanation["teams"] is JsonArray teams)
        {
            foreach (var team in teams.OfType<JsonObject>())
                parts.Add(new($"Team {Text(team, "teamName")}", [.. Team(name, team, Is(user, "active"))]));
        }

        return parts;
    }

    private static IEnumerable<string> Facts(string name, JsonObject user)
    {
        var directory = user["directory"]!.AsObject();
        yield return $"{name} is {(Is(user, "active") ? "active" : "deactivated")}, as the directory {Text(directory, "name")} says.";
        if (Text(directory, "status") is "observe")
            yield return "That directory only observes: what it says has no effect on seats and teams yet.";
        else if (Text(directory, "status") is "disabled")
            yield return Text(directory, "members") switch
            {
                "keep" => "That directory is disabled; seats and teams of its people are kept as if given by hand.",
                "deprovision" => "That directory is disabled, and its people hold nothing until it is active again.",
                _ => "That directory is disabled; seats and teams of its people stay as they were.",
            };
        if (Is(directory, "holding"))
            yield return "Many people left that directory at once, so removals wait until an administrator decides.";
        var groups = (user["groups"] as JsonArray)?.OfType<JsonObject>().ToArray() ?? [];
        if (groups.Length == 0)
            yield return $"{name} is in no pushed group.";
        else
            yield return $"{name} is in {(groups.Length == 1 ? "the group" : "the groups")} {List(groups.Select(Group))}.";
    }

    private static string Group(JsonObject group)
    {
        var via = (group["via"] as JsonArray)?.OfType<JsonObject>().Select(one => Text(one, "displayName")!).ToArray() ?? [];
        return via.Length == 0 ? Text(group, "displayName")! : $"{Text(group, "displayName")} (through {List(via)})";
    }

    private static IEnumerable<string> Seat(string name, JsonObject license)
    {
        var (plan, waitsFor) = (Text(license, "plan"), Text(license, "waitsFor"));
        var place = Text(license, "waitlistPosition") is { } number ? $", at place {number}" : "";
        yield return Text(license, "status") switch
        {
            "assigned" when waitsFor is null => $"{name} holds a seat of the plan {plan}.",
            "assigned" => $"{name} holds a seat of the plan {plan}, and stands in line for {waitsFor}{place}: all its seats are taken.",
            "waitlisted" => $"{name} holds no seat yet and stands in line for the plan {waitsFor ?? plan}{place}: all its seats are taken.",
            "releasing" => $"{name} is entitled to nothing any more. Access is off; the seat of {plan} is kept{Until(license)} in case of a quick return.",
            _ => $"{name} holds no seat and waits for none.",
        };
        if (!Is(license, "active"))
            yield return "Who is deactivated is entitled to nothing.";

        var sources = (license["sources"] as JsonArray)?.OfType<JsonObject>().ToArray() ?? [];
        if (sources.Length == 0)
            yield return "Nothing entitles to a seat: no plan is the default one, no group brings one, and no administrator gave one.";
        foreach (var source in sources)
        {
            var what = Text(source, "kind") switch
            {
                "manual" => $"An administrator gave the plan {Text(source, "plan")} by hand.",
                "mapping" => $"The group {Text(source, "groupName")} entitles to the plan {Text(source, "plan")}, with priority {Text(source, "priority")}.",
                _ => $"Everybody who is active is entitled to the default plan {Text(source, "plan")}.",
            };
            yield return what + (Is(source, "wins") ? " This decides." : Is(source, "idle") ? " It does not count now." : " Something else comes before it.");
            if (Is(source, "wins"))
                yield return $"Without it, {name} {Outcome(source["ifRemoved"] as JsonObject)}.";
        }
    }

    private static string Outcome(JsonObject? outcome) => (Text(outcome, "status"), Text(outcome, "plan"), Text(outcome, "waitsFor")) switch
    {
        ("assigned", var plan, null) => $"would hold a seat of the plan {plan}",
        ("assigned", var plan, var waits) => $"would hold a seat of the plan {plan} and stand in line for {waits}",
        ("waitlisted", var plan, var waits) => $"would stand in line for the plan {waits ?? plan}",
        ("releasing", var plan, _) => $"would lose the seat of {plan} after a while",
        _ => "would hold no seat",
    };

    private static IEnumerable<string> Team(string name, JsonObject team, bool active)
    {
        var (teamName, role) = (Text(team, "teamName"), Text(team, "role"));
        var sources = (team["sources"] as JsonArray)?.OfType<JsonObject>().ToArray() ?? [];
        var live = sources.Where(source => Is(source, "live")).Select(source => Why(name, source)).ToArray();
        if (role is not null)
            yield return $"{name} is in the team {teamName} as {role}{(live.Length > 0 ? $", because {List(live)}" : "")}.";
        else
            yield return $"{name} is not in the team {teamName} now{(active ? "" : ", being deactivated")}, though {List(sources.Select(source => Why(name, source)))}.";

        foreach (var source in sources)
        {
            var what = Text(source, "kind") == "manual" ? "what the administrator gave" : $"the group {Text(source, "groupName")}";
            if (Is(source, "suspended"))
                yield return $"An exclusive mapping of the team suspends {what}.";
            if (Is(source, "held"))
                yield return $"That {name} left {what} waits until an administrator decides about held changes.";
            if (Is(source, "guarded"))
                yield return $"{name} left {what}, and stays because the team would lose its last owner.";
            if (!Is(source, "live"))
                continue;
            var left = Text(source, "ifRemoved");
            yield return $"Without {what}, {name} would {(left is null ? "not be in it" : left == role ? $"still be in it as {left}" : $"be in it as {left}")}.";
        }
    }

    private static string Why(string name, JsonObject source)
    {
        if (Text(source, "kind") == "manual")
            return $"an administrator put {name} there as {Text(source, "role")}";
        var via = Text(source, "via") is { } through ? $" (which {name} is in through {through})" : "";
        return $"the group {Text(source, "groupName")}{via} brings the role {Text(source, "role")}";
    }

    private static string Until(JsonObject license) =>
        DateTimeOffset.TryParse(Text(license, "heldUntil"), CultureInfo.InvariantCulture, out var until) && until.Year < 9000
            ? " until " + until.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : "";

    private static string List(IEnumerable<string> words) => words.ToArray() switch
    {
        [] => "nothing",
        [var only] => only,
        [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
    };

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value ? value.ToString() : null;

    private static bool Is(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<bool>(out var yes) && yes;
}
