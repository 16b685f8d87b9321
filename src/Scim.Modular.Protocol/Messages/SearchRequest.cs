using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Messages;

/// <summary>
/// The body of a search by POST, RFC 7644 §3.4.3, with the cursor of RFC 9865 §3. It says what the query parameters of a GET
/// say, so its texts still go to the parsers: <c>FilterParser</c>, <c>SortBy</c>, <c>AttributeProjection</c>.
/// </summary>
/// <example>
/// <code>
/// var search = SearchRequest.Parse(StrictJson.Parse(body));
/// var filter = search.Filter is { } text ? FilterParser.Parse(text) : null;
/// </code>
/// </example>
public sealed record SearchRequest
{
    /// <summary>What to return, or null.</summary>
    public IReadOnlyList<string>? Attributes { get; init; }

    /// <summary>What not to return, or null.</summary>
    public IReadOnlyList<string>? ExcludedAttributes { get; init; }

    /// <summary>The filter as text, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>The attribute to sort by, or null.</summary>
    public string? SortBy { get; init; }

    /// <summary>The order as text, or null.</summary>
    public string? SortOrder { get; init; }

    /// <summary>The 1-based index of the first result, or null. It may be below 1, which means 1 (§3.4.2.4).</summary>
    public long? StartIndex { get; init; }

    /// <summary>The most results to return, or null. It may be negative, which means 0 (§3.4.2.4).</summary>
    public long? Count { get; init; }

    /// <summary>The cursor; empty for the first page, null when the search does not page by cursor (RFC 9865 §2).</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Reads the body. A body that is not a SearchRequest is 400 <c>invalidSyntax</c>, a member of the wrong type 400
    /// <c>invalidValue</c>. A number beyond 64 bits is the greatest, or the least, of 64 bits.
    /// </summary>
    public static SearchRequest Parse(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        JsonMembers.RequireSchema(body, ScimUrns.SearchRequest);
        return new SearchRequest
        {
            Attributes = Names(body, "attributes"),
            ExcludedAttributes = Names(body, "excludedAttributes"),
            Filter = Text(body, "filter"),
            SortBy = Text(body, "sortBy"),
            SortOrder = Text(body, "sortOrder"),
            StartIndex = Number(body, "startIndex"),
            Count = Number(body, "count"),
            Cursor = Text(body, "cursor"),
        };
    }

    private static string? Text(JsonObject body, string name) => JsonMembers.Find(body, name) is not { } node
        ? null
        : JsonText.Of(node) ?? throw ScimException.InvalidValue($"'{name}' must be a string.");

    private static long? Number(JsonObject body, string name) => JsonMembers.Find(body, name) is not { } node
        ? null
        : JsonMembers.Whole(node) ?? throw ScimException.InvalidValue($"'{name}' must be an integer.");

    private static IReadOnlyList<string>? Names(JsonObject body, string name)
    {
        if (JsonMembers.Find(body, name) is not { } node)
            return null;
        var names = (node as JsonArray)?.Select(JsonText.Of).ToList();
        return names is null || names.Contains(null)
            ? throw ScimException.InvalidValue($"'{name}' must be an array of strings.")
            : [.. names.OfType<string>()];
    }
}
