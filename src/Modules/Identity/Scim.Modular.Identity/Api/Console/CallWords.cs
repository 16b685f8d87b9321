using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Provisioning;

namespace Scim.Modular.Identity.Api.Console;

/// <summary>How the console shows calls of the provisioning log.</summary>
internal static class CallWords
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToneOf(int status) => status < 300 ? "good" : status is >= 400 and < 500 ? "warn" : "bad";

    /// <summary>What a replay has shown.</summary>
    public static string Of(Replay replay) => replay switch
    {
        { Same: true } => "It would be answered alike now.",
        { Same: null } => "It would be answered with the same status now. Whether the rest is the same can't be told: what was answered is not kept, or not whole.",
        _ when replay.Now.Status == replay.Then.Status => "It would be answered with the same status now, and with other values.",
        _ => string.Create(CultureInfo.InvariantCulture, $"It was answered with {replay.Then.Status}. It would be answered with {replay.Now.Status} now."),
    };

    /// <summary>The path below the SCIM address, readable.</summary>
    public static string PathOf(string path)
    {
        var parts = path.Split('/', 5);
        var below = parts is ["", "scim", "v2", var directory, var rest] && Guid.TryParse(directory, out _) ? "/" + rest
            : path.StartsWith("/scim/v2/", StringComparison.Ordinal) ? path["/scim/v2".Length..] : path;
        return Uri.UnescapeDataString(below);
    }

    /// <summary>A body with its lines broken; as it is where it was cut, or is no JSON.</summary>
    public static string Indented(string body)
    {
        try
        {
            return JsonNode.Parse(body)?.ToJsonString(Readable) ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
