using System.Text.Json.Nodes;

namespace Scim.Modular.Protocol.Messages;

/// <summary>The list of RFC 7644 §3.4.2. The three numbers are JSON integers; <c>Resources</c> is there even when empty.</summary>
public static class ListResponse
{
    /// <summary>One page. <paramref name="startIndex"/> is 1-based; <c>itemsPerPage</c> is what the page holds.</summary>
    /// <example><c>ListResponse.Create(page, totalResults: 250, startIndex: 101)</c></example>
    public static JsonObject Create(IEnumerable<JsonObject> resources, int totalResults, int startIndex = 1)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var page = new JsonArray([.. resources]);
        return new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.ListResponse),
            ["totalResults"] = totalResults,
            ["startIndex"] = startIndex,
            ["itemsPerPage"] = page.Count,
            ["Resources"] = page,
        };
    }
}
