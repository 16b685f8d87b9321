using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Sorting;

/// <summary>
/// The parameters <c>sortBy</c> and <c>sortOrder</c>, RFC 7644 §3.4.2.3. A multi-valued attribute sorts by its primary value, or
/// else by its first. What has no value comes last when ascending and first when descending. Values order as in filters:
/// strings by code point, folded first where <c>caseExact</c> is false.
/// </summary>
/// <param name="Attribute">The attribute; never complex as a whole.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <example>
/// <code>
/// var sort = SortBy.Parse("name.familyName", "descending", CoreSchemas.UserResourceType);
/// var sorted = normalForms.OrderBy(sort.KeyOf, Comparer&lt;NormalValue?&gt;.Create(sort.Compare));
/// </code>
/// </example>
public sealed record SortBy(ResolvedAttribute Attribute, bool Descending)
{
    /// <summary>
    /// Reads the two parameters. Aliases are known, as in filters, and a complex attribute means its <c>value</c> when it has one.
    /// An attribute that is unknown or has no order is 400 <c>invalidPath</c>, another order 400 <c>invalidValue</c>.
    /// </summary>
    public static SortBy Parse(string sortBy, string? sortOrder, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(sortBy);
        ArgumentNullException.ThrowIfNull(type);
        if (AttributePath.TryParse(sortBy.Trim()) is not { } path || !type.TryResolve(path, out var attribute))
            throw ScimException.InvalidPath($"sortBy: '{ScimException.Shorten(sortBy)}' is not an attribute of {type.Name}.");
        if (attribute.Target.Type == AttributeType.Complex)
            attribute = attribute.Attribute.Find("value") is { } value
                ? attribute with { SubAttribute = value }
                : throw ScimException.InvalidPath($"sortBy: '{attribute.Path}' is complex; sort by one of its sub-attributes.");
        if (attribute.Target.Type == AttributeType.Binary)
            throw ScimException.InvalidPath($"sortBy: '{attribute.Path}' is binary, which has no order.");
        // The order of what is never returned would tell what it is.
        if (attribute.Attribute.Returned == Returned.Never || attribute.Target.Returned == Returned.Never)
            throw ScimException.InvalidPath($"sortBy: '{attribute.Path}' is never returned, so nothing is sorted by it.");
        return new SortBy(attribute, IsDescending(sortOrder));
    }

    /// <summary>The value that a resource in <see cref="NormalForm"/> sorts by, or null when it has none.</summary>
    /// <example><c>sort.KeyOf(NormalForm.Of(user, CoreSchemas.UserResourceType))</c></example>
    public NormalValue? KeyOf(JsonObject normalForm)
    {
        ArgumentNullException.ThrowIfNull(normalForm);
        var node = (Attribute.Extension is null ? normalForm : normalForm[Attribute.Extension])?[Attribute.Attribute.Name];
        if (node is JsonArray elements)
            node = elements.FirstOrDefault(IsPrimary) ?? elements.FirstOrDefault();
        if (Attribute.SubAttribute is { } sub)
            node = (node as JsonObject)?[sub.Name];
        return NormalValue.Of(Attribute.Target, node);
    }

    /// <summary>Which of two values comes first: less than zero when <paramref name="x"/> does.</summary>
    public int Compare(NormalValue? x, NormalValue? y)
    {
        var ascending = x is null || y is null ? (x is null ? 1 : 0) - (y is null ? 1 : 0) : x.CompareTo(y);
        return Descending ? -Math.Sign(ascending) : ascending;
    }

    private static bool IsPrimary(JsonNode? element) =>
        element is JsonObject values && values["primary"] is JsonValue primary && primary.TryGetValue(out bool truth) && truth;

    private static bool IsDescending(string? sortOrder) => sortOrder?.Trim().ToLowerInvariant() switch
    {
        null or "" or "ascending" => false,
        "descending" => true,
        _ => throw ScimException.InvalidValue("sortOrder: must be 'ascending' or 'descending'."),
    };
}
