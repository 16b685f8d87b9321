using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application;
using Scim.Modular.Identity.Application.Groups;
using Scim.Modular.Identity.Application.Users;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Projection;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Writes resources. The stored document is the answer: what the service itself knows — id, groups or members, meta — is written around
/// it, and only an answer that is to show a part of it is taken apart.
/// </summary>
internal static class ResourceJson
{
    public static string User(StoredUser user, string baseAddress, AttributeProjection projection) =>
        Shown(Around(user.Resource, "User", $"{baseAddress}/Users/{user.Resource.Id:D}", text =>
        {
            if (user.Groups.Count == 0)
                return;
            text.Append(",\"groups\":[");
            for (var i = 0; i < user.Groups.Count; i++)
            {
                var group = user.Groups[i];
                Reference(text, i, group.Id.ToString(), $"{baseAddress}/Groups/{group.Id}", group.DisplayName, "direct");
            }

            text.Append(']');
        }), projection);

    public static string Group(StoredGroup group, string baseAddress, AttributeProjection projection) =>
        Shown(Around(group.Resource, "Group", $"{baseAddress}/Groups/{group.Resource.Id:D}", text =>
        {
            if (group.Members.Count == 0)
                return;
            text.Append(",\"members\":[");
            for (var i = 0; i < group.Members.Count; i++)
            {
                var member = group.Members[i];
                Reference(text, i, member.Id.ToString(), $"{baseAddress}/Users/{member.Id}", member.Display, "User");
            }

            text.Append(']');
        }), projection);

    /// <summary>RFC 7644 §3.4.2, with its numbers as numbers: a client that gets "1" for 1 stops without a word.</summary>
    public static string List(IReadOnlyCollection<string> resources, int total, long startIndex)
    {
        var text = new StringBuilder(128 + resources.Sum(resource => resource.Length + 1));
        text.Append(CultureInfo.InvariantCulture,
            $"{{\"schemas\":[\"{ScimUrns.ListResponse}\"],\"totalResults\":{total},\"startIndex\":{startIndex},\"itemsPerPage\":{resources.Count},\"Resources\":[");
        return text.AppendJoin(',', resources).Append("]}").ToString();
    }

    // A document begins with its schemas, as the binder writes it; the id comes right behind them.
    private static string Around(StoredResource resource, string type, string location, Action<StringBuilder> references)
    {
        var document = resource.Document;
        var afterSchemas = document.StartsWith("{\"schemas\":[", StringComparison.Ordinal) ? document.IndexOf(']', StringComparison.Ordinal) + 1 : 1;
        var text = new StringBuilder(document.Length + 400);
        text.Append(document, 0, afterSchemas);
        if (afterSchemas > 1)
            text.Append(',');
        text.Append("\"id\":\"").Append(resource.Id.ToString("D")).Append('"');
        if (document.Length - afterSchemas > 1 && document[afterSchemas] != ',')
            text.Append(',');
        text.Append(document, afterSchemas, document.Length - afterSchemas - 1);
        references(text);
        text.Append(",\"meta\":{\"resourceType\":\"").Append(type)
            .Append("\",\"created\":\"").Append(Time(resource.CreatedAt))
            .Append("\",\"lastModified\":\"").Append(Time(resource.LastModifiedAt))
            .Append("\",\"location\":").Append(Quoted(location))
            .Append(",\"version\":\"W/\\\"").Append(resource.Version).Append("\\\"\"}}");
        return text.ToString();
    }

    private static string Shown(string json, AttributeProjection projection) =>
        projection.IsEverything ? json : projection.Apply((JsonObject)JsonNode.Parse(json)!).ToJsonString();

    private static void Reference(StringBuilder text, int index, string value, string address, string display, string type)
    {
        if (index > 0)
            text.Append(',');
        text.Append("{\"value\":\"").Append(value).Append("\",\"$ref\":").Append(Quoted(address))
            .Append(",\"display\":").Append(Quoted(display)).Append(",\"type\":\"").Append(type).Append("\"}");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => string.Concat("\"", JsonEncodedText.Encode(text, JavaScriptEncoder.Default).Value, "\"");
}
