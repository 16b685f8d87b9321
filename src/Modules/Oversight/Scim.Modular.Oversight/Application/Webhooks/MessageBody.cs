using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Platform.Events;

namespace Scim.Modular.Oversight.Application.Webhooks;

/// <summary>What a receiver gets of an event: <c>{type, timestamp, data}</c>, where data is the event with who caused it.</summary>
internal static class MessageBody
{
    public static string Of(string type, EventRow happened)
    {
        var data = new JsonObject
        {
            ["id"] = happened.Id.ToString("D"),
            ["organizationId"] = happened.OrganizationId.ToString(),
            ["actor"] = happened.Actor,
            ["requestId"] = happened.RequestId.ToString("D"),
        };
        foreach (var (name, value) in JsonNode.Parse(happened.Payload)!.AsObject())
            data.TryAdd(name, value?.DeepClone());
        return Of(type, happened.At, data);
    }

    public static string Of(string type, DateTimeOffset at, JsonObject data) => new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["data"] = data,
    }.ToJsonString();
}
