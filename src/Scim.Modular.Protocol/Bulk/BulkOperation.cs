using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Bulk;

/// <summary>One operation of a bulk request, RFC 7644 §3.7.</summary>
/// <param name="Method"><c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>; something else only with an <see cref="Error"/>.</param>
/// <param name="Path"><c>/Users</c> for a POST, <c>/Users/{id}</c> for the others; the id may be <c>bulkId:qwerty</c>.</param>
/// <param name="BulkId">The client's name for the resource that a POST creates; on other methods only repeated in the result.</param>
/// <param name="Version">The version that the resource must have, as in <c>If-Match</c>; not for a POST.</param>
/// <param name="Data">The body, as it would be sent alone; null for a DELETE.</param>
/// <example><c>new BulkOperation("POST", "/Users", BulkId: "qwerty", Data: new JsonObject { ["userName"] = "Alice" })</c></example>
public sealed record BulkOperation(string Method, string Path, string? BulkId = null, string? Version = null, JsonObject? Data = null)
{
    private static readonly string[] Methods = ["POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Why the operation fails without being tried, or null.</summary>
    public ScimException? Error { get; init; }

    /// <summary>Whether it creates a resource, which is what gives its <see cref="BulkId"/> a meaning for others.</summary>
    public bool IsCreate => Method == "POST";

    /// <summary>The endpoint in the path, e.g. <c>/Users</c>.</summary>
    public string Endpoint => Path.IndexOf('/', Math.Min(1, Path.Length)) is > 0 and var slash ? Path[..slash] : Path;

    /// <summary>The id in the path, or null for a POST.</summary>
    public string? Id => Path.IndexOf('/', Math.Min(1, Path.Length)) is > 0 and var slash ? Path[(slash + 1)..] : null;

    internal static BulkOperation Read(JsonNode? node)
    {
        var json = node as JsonObject ?? [];
        var method = JsonText.Of(JsonMembers.Find(json, "method")) ?? "";
        var operation = new BulkOperation(
            Methods.FirstOrDefault(known => known.Equals(method, StringComparison.OrdinalIgnoreCase)) ?? ScimException.Shorten(method),
            JsonText.Of(JsonMembers.Find(json, "path")) ?? "",
            JsonText.Of(JsonMembers.Find(json, "bulkId")) is { Length: > 0 } bulkId ? bulkId : null,
            JsonText.Of(JsonMembers.Find(json, "version")));
        var data = JsonMembers.Find(json, "data");
        return operation with
        {
            Data = operation.Method == "DELETE" ? null : ReadData(operation, data),
            Error = node is JsonObject ? operation.Check(json, data) : ScimException.InvalidSyntax("An operation must be an object."),
        };
    }

    // The RFC's example of a PATCH (§3.7.3) has the operations alone where their PatchOp message belongs.
    private static JsonObject? ReadData(BulkOperation operation, JsonNode? data) =>
        operation.Method == "PATCH" && data is JsonArray operations
            ? new JsonObject { ["schemas"] = new JsonArray(ScimUrns.PatchOp), ["Operations"] = operations.DeepClone() }
            : data as JsonObject;

    private ScimException? Check(JsonObject json, JsonNode? data)
    {
        if (!Methods.Contains(Method))
            return ScimException.InvalidSyntax("'method' must be POST, PUT, PATCH or DELETE.");
        foreach (var name in (string[])["path", "bulkId", "version"])
            if (JsonMembers.Find(json, name) is { } node && JsonText.Of(node) is null)
                return ScimException.InvalidSyntax($"'{name}' must be a string.");
        if (!IsPath(Path) || Id is null != IsCreate)
            return ScimException.InvalidPath(IsCreate
                ? "'path' of a POST must be an endpoint, e.g. /Users."
                : $"'path' of a {Method} must be a resource, e.g. /Users/2819c223.");
        if (IsCreate && BulkId is null)
            return ScimException.InvalidSyntax("A POST needs a 'bulkId'.");
        return data is not JsonObject && Method != "DELETE" && !(data is JsonArray && Method == "PATCH")
            ? ScimException.InvalidSyntax($"A {Method} needs 'data', an object.")
            : null;
    }

    // One or two segments that are not empty, and nothing of a URI but the path.
    private static bool IsPath(string path) =>
        path.StartsWith('/') && path[1..].Split('/') is { Length: 1 or 2 } segments && segments.All(segment => segment.Length > 0)
        && !path.Any(c => c is '?' or '#' or '\\' || char.IsWhiteSpace(c) || char.IsControl(c));
}
