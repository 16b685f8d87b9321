using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Bulk;

/// <summary>An attribute that a new resource gets later, when what it refers to exists, RFC 7644 §3.7.1.</summary>
/// <param name="Path">The path for a PATCH <c>add</c>, e.g. <c>members</c>, or <c>urn:…:User:manager</c>.</param>
/// <param name="Value">The value, or those elements of it that refer to what does not exist yet.</param>
/// <example><c>new WaitingAttribute("members", JsonNode.Parse("""[{"value":"bulkId:ytrewq"}]""")!)</c></example>
public sealed record WaitingAttribute(string Path, JsonNode Value);

/// <summary>
/// References to resources of the same bulk request, RFC 7644 §3.7.2: <c>bulkId:qwerty</c> for the id of what the POST with the
/// bulkId <c>qwerty</c> creates. A reference is a whole string anywhere in the data, a literal in the value filter of a PATCH
/// path (<c>members[value eq "bulkId:qwerty"]</c>), or the id in the operation's path (<c>/Users/bulkId:qwerty</c>).
/// </summary>
public static class BulkReferences
{
    private const string Prefix = "bulkId:";

    /// <summary>The bulkIds that an operation refers to, each once.</summary>
    /// <example><c>BulkReferences.Of(new BulkOperation("DELETE", "/Users/bulkId:qwerty"))</c> is <c>qwerty</c>.</example>
    public static IReadOnlyList<string> Of(BulkOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var found = new List<string>();
        Map(operation, bulkId =>
        {
            found.Add(bulkId);
            return null;
        });
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The operation with ids for the references that <paramref name="ids"/> knows. Others stay as they are.</summary>
    /// <param name="operation">The operation; it is not changed.</param>
    /// <param name="ids">The ids of created resources by bulkId.</param>
    /// <example><c>BulkReferences.Resolve(operation, new Dictionary&lt;string, string&gt; { ["qwerty"] = "92b725cd" })</c></example>
    public static BulkOperation Resolve(BulkOperation operation, IReadOnlyDictionary<string, string> ids)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(ids);
        return Map(operation, bulkId => ids.GetValueOrDefault(bulkId));
    }

    /// <summary>
    /// What breaks a circle of resources that refer to each other (§3.7.1): a POST without the values that refer to what is not
    /// known yet, and those values, to be added by PATCH afterwards. Of a multi-valued attribute only the elements with such
    /// a reference wait, of an extension only the attributes.
    /// </summary>
    /// <param name="operation">A POST; it is not changed.</param>
    /// <param name="isKnown">Whether the resource with a bulkId exists.</param>
    /// <example><c>BulkReferences.Split(operation, ids.ContainsKey)</c></example>
    public static (BulkOperation Create, IReadOnlyList<WaitingAttribute> Waiting) Split(BulkOperation operation, Func<string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(isKnown);
        var waiting = new List<WaitingAttribute>();
        return (operation with { Data = operation.Data is null ? null : SplitObject(operation.Data, "", isKnown, waiting) }, waiting);
    }

    internal static string To(string bulkId) => Prefix + bulkId;

    internal static bool IsReference(string text) => text.Length > Prefix.Length && text.StartsWith(Prefix, StringComparison.Ordinal);

    private static JsonObject SplitObject(JsonObject values, string prefix, Func<string, bool> isKnown, List<WaitingAttribute> waiting)
    {
        var now = new JsonObject();
        foreach (var (name, node) in values)
        {
            if (!Waits(node, isKnown))
            {
                now[name] = node?.DeepClone();
            }
            else if (node is JsonArray elements)
            {
                waiting.Add(new WaitingAttribute(prefix + name, Pick(elements, element => Waits(element, isKnown))));
                if (Pick(elements, element => !Waits(element, isKnown)) is { Count: > 0 } others)
                    now[name] = others;
            }
            else if (node is JsonObject extension && prefix.Length == 0 && name.Contains(':', StringComparison.Ordinal))
            {
                if (SplitObject(extension, name + ":", isKnown, waiting) is { Count: > 0 } others)
                    now[name] = others;
            }
            else
            {
                waiting.Add(new WaitingAttribute(prefix + name, node!.DeepClone()));
            }
        }

        return now;
    }

    private static JsonArray Pick(JsonArray elements, Func<JsonNode?, bool> which) =>
        new([.. elements.Where(which).Select(element => element?.DeepClone())]);

    private static bool Waits(JsonNode? node, Func<string, bool> isKnown)
    {
        var waits = false;
        Map(node, bulkId =>
        {
            waits |= !isKnown(bulkId);
            return null;
        });
        return waits;
    }

    private static BulkOperation Map(BulkOperation operation, Func<string, string?> idOf) => operation with
    {
        Path = operation.Id is { } id && Replaced(id, idOf) is { } replaced ? $"{operation.Endpoint}/{replaced}" : operation.Path,
        Data = (JsonObject?)(operation.Method == "PATCH" ? MapPatch(operation.Data, idOf) : Map(operation.Data, idOf)),
    };

    private static JsonNode? Map(JsonNode? node, Func<string, string?> idOf) => node switch
    {
        JsonObject values => Object(values, (_, value) => Map(value, idOf)),
        JsonArray elements => new JsonArray([.. elements.Select(element => Map(element, idOf))]),
        _ when JsonText.Of(node) is { } text && Replaced(text, idOf) is { } id => JsonValue.Create(id),
        _ => node?.DeepClone(),
    };

    // In a PATCH the path of an operation is no value: what refers there are the literals of its filter.
    private static JsonObject? MapPatch(JsonObject? patch, Func<string, string?> idOf) => patch is null ? null
        : Object(patch, (name, value) => Is(name, "Operations") && value is JsonArray operations
            ? new JsonArray([.. operations.Select(operation => operation is not JsonObject members
                ? Map(operation, idOf)
                : Object(members, (member, node) => Is(member, "path") ? MapPath(node, idOf) : Map(node, idOf)))])
            : Map(value, idOf));

    private static JsonNode? MapPath(JsonNode? node, Func<string, string?> idOf)
    {
        if (JsonText.Of(node) is not { } text || !text.Contains(Prefix, StringComparison.Ordinal))
            return node?.DeepClone();
        try
        {
            var path = PatchPath.Parse(text);
            var mapped = path with { ValueFilter = path.ValueFilter is null ? null : Map(path.ValueFilter, idOf) };
            return JsonValue.Create(mapped == path ? text : mapped.ToString());
        }
        catch (ScimException)
        {
            return node?.DeepClone(); // Whoever runs the operation refuses the path, and says why.
        }
    }

    private static FilterExpression Map(FilterExpression filter, Func<string, string?> idOf) => filter switch
    {
        And(var left, var right) => new And(Map(left, idOf), Map(right, idOf)),
        Or(var left, var right) => new Or(Map(left, idOf), Map(right, idOf)),
        Not(var operand) => new Not(Map(operand, idOf)),
        Comparison { Value.Kind: FilterValueKind.String } comparison when Replaced(comparison.Value.Text, idOf) is { } id =>
            comparison with { Value = FilterValue.String(id) },
        _ => filter,
    };

    private static string? Replaced(string text, Func<string, string?> idOf) =>
        IsReference(text) ? idOf(text[Prefix.Length..]) : null;

    private static JsonObject Object(JsonObject values, Func<string, JsonNode?, JsonNode?> map) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, map(pair.Key, pair.Value))), values.Options);

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
