using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Oversight.Domain.Audit;
using Scim.Modular.Platform.Events;

namespace Scim.Modular.Oversight.Application.Audit;

/// <summary>Says an event as a line of the audit log.</summary>
internal static class AuditLines
{
    private const int LongestTarget = 120;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static AuditLine Of(UnsealedEvent unsealed)
    {
        var happened = unsealed.Event;
        return happened.Type == "oversight." + nameof(RequestRefused)
            ? Refused(happened, JsonSerializer.Deserialize<RequestRefused>(happened.Payload, Json)!)
            : new AuditLine(
                happened.Id, happened.At, happened.Actor, happened.Type, happened.Stream, happened.RequestId, unsealed.Before, happened.Payload);
    }

    private static AuditLine Refused(EventRow happened, RequestRefused refused)
    {
        var target = $"{refused.Method} {refused.Route}";
        return new AuditLine(
            happened.Id, happened.At, happened.Actor, Refusal.Action, target.Length > LongestTarget ? target[..LongestTarget] : target,
            happened.RequestId, null, new JsonObject { ["status"] = refused.Status, ["code"] = refused.Code }.ToJsonString());
    }
}
