using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scim.Modular.Identity.Application.Resources;
using Scim.Modular.Identity.Domain.Schemas;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Projection;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Writes resources. The stored document is the answer: what the service itself knows — id, groups or members, meta — is written around
/// it, and only an answer that is to show a part of it is taken apart.
/// </summary>
internal static class ResourceJson
{
    public static string Write(StoredResource resource, string baseAddress, AttributeProjection projection)
    {
        var json = Around(resource, LocationOf(resource, baseAddress), text =>
        {
            WriteLicense(text, resource.License);
            WriteReferences(text, resource, baseAddress);
        });
        return projection.IsEverything ? json : projection.Apply((JsonObject)JsonNode.Parse(json)!).ToJsonString();
    }

    public static string LocationOf(StoredResource resource, string baseAddress) =>
        $"{baseAddress}{resource.Type.Definition.Endpoint}/{Uri.EscapeDataString(resource.Id)}";

    /// <summary>RFC 7644 §3.4.2, with its numbers as numbers: a client that gets "1" for 1 stops without a word.</summary>
    /// <param name="resources">The resources of the page, written.</param>
    /// <param name="total">How many there are in all.</param>
    /// <param name="startIndex">The number of the first one, for a page by index.</param>
    /// <param name="nextCursor">Where the next page begins, for a page by cursor that is not the last (RFC 9865).</param>
    public static string List(IReadOnlyCollection<string> resources, int total, long? startIndex, string? nextCursor = null)
    {
        var text = new StringBuilder(128 + resources.Sum(resource => resource.Length + 1));
        text.Append(CultureInfo.InvariantCulture, $"{{\"schemas\":[\"{ScimUrns.ListResponse}\"],\"totalResults\":{total},");
        if (startIndex is { } start)
            text.Append(CultureInfo.InvariantCulture, $"\"startIndex\":{start},");
        text.Append(CultureInfo.InvariantCulture, $"\"itemsPerPage\":{resources.Count},");
        if (nextCursor is not null)
            text.Append("\"nextCursor\":").Append(Quoted(nextCursor)).Append(',');
        return text.Append("\"Resources\":[").AppendJoin(',', resources).Append("]}").ToString();
    }

    private static void WriteLicense(StringBuilder text, ShownLicense? license)
    {
        if (license is null)
            return;
        text.Append(",\"").Append(LicenseExtension.Urn).Append("\":{\"plan\":").Append(Quoted(license.Plan))
            .Append(",\"status\":").Append(Quoted(license.Status));
        if (license.Since is { } since)
            text.Append(",\"since\":\"").Append(Time(since)).Append('"');
        if (license.WaitsFor is { } plan)
            text.Append(",\"waitsFor\":").Append(Quoted(plan)).Append(CultureInfo.InvariantCulture, $",\"waitlistPosition\":{license.WaitlistPosition}");
        text.Append('}');
    }

    private static void WriteReferences(StringBuilder text, StoredResource resource, string baseAddress)
    {
        if (resource.References.Count == 0)
            return;
        text.Append(",\"").Append(resource.Type.References).Append("\":[");
        for (var i = 0; i < resource.References.Count; i++)
        {
            var other = resource.References[i];
            var id = other.Id.ToString("D");
            text.Append(i > 0 ? "," : "").Append("{\"value\":\"").Append(id).Append("\",\"$ref\":").Append(Quoted($"{baseAddress}{other.Endpoint}/{id}"))
                .Append(",\"display\":").Append(Quoted(other.Display)).Append(",\"type\":\"").Append(other.Type).Append("\"}");
        }

        text.Append(']');
    }

    // A document begins with its schemas, as the binder writes it; the id comes right behind them.
    private static string Around(StoredResource resource, string location, Action<StringBuilder> shown)
    {
        var document = resource.Document;
        var afterSchemas = document.StartsWith("{\"schemas\":[", StringComparison.Ordinal) ? document.IndexOf(']', StringComparison.Ordinal) + 1 : 1;
        var text = new StringBuilder(document.Length + 400);
        if (afterSchemas > 1)
        {
            text.Append(document, 0, afterSchemas - 1);
            if (resource.License is not null)
                text.Append(",\"").Append(LicenseExtension.Urn).Append('"');
            text.Append("],");
        }
        else
        {
            text.Append('{');
        }

        text.Append("\"id\":").Append(Quoted(resource.Id));
        if (document.Length - afterSchemas > 1 && document[afterSchemas] != ',')
            text.Append(',');
        text.Append(document, afterSchemas, document.Length - afterSchemas - 1);
        shown(text);
        text.Append(",\"meta\":{\"resourceType\":\"").Append(resource.Type.Name)
            .Append("\",\"created\":\"").Append(Time(resource.CreatedAt))
            .Append("\",\"lastModified\":\"").Append(Time(resource.LastModifiedAt))
            .Append("\",\"location\":").Append(Quoted(location))
            .Append(",\"version\":").Append(Quoted(resource.ETag)).Append("}}");
        return text.ToString();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => string.Concat("\"", JsonEncodedText.Encode(text, JavaScriptEncoder.Default).Value, "\"");
}
