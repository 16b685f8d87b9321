using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching;

/// <summary>How large a PATCH may be; beyond is 413.</summary>
public sealed record PatchLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static PatchLimits Default { get; } = new();

    /// <summary>Operations of one request.</summary>
    public int Operations { get; init; } = 1_000;

    /// <summary>Values that <see cref="CollectionPatch"/> takes from one request.</summary>
    public int MemberValues { get; init; } = 10_000;

    /// <summary>Limits of the value filters in paths.</summary>
    public FilterLimits Path { get; init; } = FilterLimits.Default;
}

/// <summary>The body of a PATCH, RFC 7644 §3.5.2.</summary>
/// <param name="Operations">The operations in their order.</param>
public sealed record PatchRequest(IReadOnlyList<PatchOperation> Operations)
{
    /// <summary>
    /// Reads the body. The names of its members have no case, nor has <c>op</c> in a lenient dialect (Entra writes <c>Add</c>). A
    /// body that is not a PatchOp, or that the dialect forbids, is 400 <c>invalidSyntax</c>, a bad path 400 <c>invalidPath</c>, too
    /// many operations 413.
    /// </summary>
    /// <example><c>PatchRequest.Parse(StrictJson.Parse(body)).Operations</c></example>
    public static PatchRequest Parse(JsonObject body, PatchLimits? limits = null, Dialect? dialect = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        limits ??= PatchLimits.Default;
        var message = ResourceBinder.ByName(body, "");
        if (message.GetValueOrDefault("schemas") is not JsonArray schemas || !schemas.Any(urn => IsText(urn, ScimUrns.PatchOp)))
            throw ScimException.InvalidSyntax($"'schemas' must contain {ScimUrns.PatchOp}.");
        if (message.GetValueOrDefault("Operations") is not JsonArray { Count: > 0 } operations)
            throw ScimException.InvalidSyntax("'Operations' must be an array of at least one operation.");
        if (operations.Count > limits.Operations)
            throw ScimException.TooLarge(string.Create(CultureInfo.InvariantCulture,
                $"The request has {operations.Count} operations; at most {limits.Operations} are allowed."));

        dialect ??= Dialect.Generic;
        var rules = new RequestRules(dialect);
        return new PatchRequest([.. operations.Select((operation, index) => Read(operation, index + 1, limits.Path, dialect, rules))]);
    }

    private static PatchOperation Read(JsonNode? node, int number, FilterLimits limits, Dialect dialect, RequestRules rules)
    {
        if (node is not JsonObject json)
            throw ScimException.InvalidSyntax($"Operation {number} must be an object.");

        var members = ResourceBinder.ByName(json, $"Operation {number}: ");
        var op = rules.ReadOp(JsonText.Of(members.GetValueOrDefault("op")))
            ?? throw ScimException.InvalidSyntax($"Operation {number}: 'op' must be add, remove or replace.");
        var path = ReadPath(members.GetValueOrDefault("path"), number, limits, dialect);
        var hasValue = members.TryGetValue("value", out var value);
        if (rules.NeedsValue(op, path) && !hasValue)
            throw ScimException.InvalidValue($"Operation {number}: '{op.ToString().ToLowerInvariant()}' needs a value.");
        var operation = new PatchOperation(op, path, value) { HasValue = hasValue };
        rules.Check(operation, number);
        return operation;
    }

    private static PatchPath? ReadPath(JsonNode? node, int number, FilterLimits limits, Dialect dialect)
    {
        if (node is null)
            return null;
        try
        {
            return PatchPath.Parse(JsonText.Of(node) ?? throw ScimException.InvalidPath("a path is a string."), limits, dialect);
        }
        catch (ScimException error)
        {
            throw new ScimException(error.Status, error.ScimType, $"Operation {number}, path: {error.Detail}");
        }
    }

    private static bool IsText(JsonNode? node, string text) => string.Equals(JsonText.Of(node), text, StringComparison.OrdinalIgnoreCase);
}
