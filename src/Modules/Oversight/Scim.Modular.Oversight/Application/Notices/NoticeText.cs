using System.Globalization;
using System.Text.Json.Nodes;

namespace Scim.Modular.Oversight.Application.Notices;

/// <summary>Says an event that is a notice in one sentence.</summary>
internal static class NoticeText
{
    public static (string Kind, string Text) Of(string action, JsonNode? data) => action switch
    {
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
        _ => ("plan", Text(data, "text") is { Length: > 0 } text ? text : "The use of a plan has passed a mark."),
    };

    private static string Text(JsonNode? data, string name) => data?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    private static string Number(JsonNode? data, string name) =>
        data?[name] is JsonValue value && value.TryGetValue(out int number) ? number.ToString(CultureInfo.InvariantCulture) : "?";
}
