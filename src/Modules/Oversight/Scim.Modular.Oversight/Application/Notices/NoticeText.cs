using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.Oversight.Application.Notices;

/// <summary>Says an event that is a notice in one sentence.</summary>
internal static class NoticeText
{
    public static (string Kind, string Text) Of(string action, JsonNode? data) => action switch
    {
        "identity.DirectoryAlertRaised" => ("directory", $"{Text(data, "directoryName")}: {Text(data, "text")}"),
        "identity.DirectoryAlertResolved" => ("directory_resolved", $"{Text(data, "directoryName")}: {Text(data, "text")}"),
        "licensing.MassReleaseSuspected" => (
            "mass_release",
            $"{Number(data, "removals")} of {Number(data, "people")} people of a directory were deactivated or deleted within an hour. Their seats are kept until an administrator decides."),
        "teams.MassRemovalSuspected" => (
            "mass_removal",
            $"{Number(data, "removals")} of {Number(data, "people")} people of a directory were taken out of mapped groups within an hour. Their memberships are kept until an administrator decides."),
        "oversight.WebhookEndpointDisabled" => (
            "webhook_disabled",
            $"The webhook to {Text(data, "url")} was disabled: "
            + (Text(data, "reason") == "gone" ? "the receiver answered that it is gone." : "every delivery failed for a day.")),
        "oversight.ReconcileDriftFound" => (
            "drift",
            $"{Number(data, "found")} differences between what is stored and what the rules compute were found, {Number(data, "repaired")} were repaired."),
        _ => ("plan", Plan(Text(data, "key"), Number(data, "used"), data)),
    };

    private static string Plan(string plan, string used, JsonNode? data) => Text(data, "kind") switch
    {
        "used_80" or "used_95" => $"The plan {plan} fills up: {used} of {Number(data, "seats")} seats are used.",
        "used_100" => $"The plan {plan} is full: {used} of {Number(data, "seats")} seats are used.",
        "first_waiting" => $"Somebody waits for a seat of the plan {plan}.",
        "overage" => $"Of the plan {plan} more seats are given out than were bought: {used} of {Number(data, "seats")}.",
        "over_committed" => $"The plan {plan} is over-committed: {used} seats are held and {Number(data, "seats")} may be given out.",
        _ => $"The use of the plan {plan} has passed a mark.",
    };

    private static string Text(JsonNode? data, string name) => data?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static string Number(JsonNode? data, string name) =>
        data?[name] is JsonValue value && value.TryGetValue(out int number) ? number.ToString(CultureInfo.InvariantCulture) : "?";
}
