using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Bulk;

/// <summary>How large a bulk request may be, RFC 7644 §3.7.4; beyond is 413. The payload's size is the HTTP server's to check.</summary>
public sealed record BulkLimits
{
    /// <summary>The limits that apply when none are given.</summary>
    public static BulkLimits Default { get; } = new();

    /// <summary>Operations of one request: <c>bulk.maxOperations</c> of the service provider's configuration.</summary>
    public int Operations { get; init; } = 1_000;
}

/// <summary>The body of a bulk request, RFC 7644 §3.7. A <see cref="BulkPlan"/> says in which order to run it.</summary>
/// <param name="FailOnErrors">After how many errors to stop, or null for never.</param>
/// <param name="Operations">The operations in their order. Those that are malformed carry their <see cref="BulkOperation.Error"/>.</param>
public sealed record BulkRequest(int? FailOnErrors, IReadOnlyList<BulkOperation> Operations)
{
    /// <summary>
    /// Reads the body. What is wrong with the request as a whole is thrown: not a BulkRequest, no operations or a bad
    /// <c>failOnErrors</c> is 400 <c>invalidSyntax</c>, a <c>bulkId</c> that is there twice 400 <c>invalidValue</c>, too many
    /// operations 413. What is wrong with one operation is that operation's failure (§3.7.3).
    /// </summary>
    /// <example><c>BulkRequest.Parse(StrictJson.Parse(body), new BulkLimits { Operations = 100 })</c></example>
    public static BulkRequest Parse(JsonObject body, BulkLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        limits ??= BulkLimits.Default;
        JsonMembers.RequireSchema(body, ScimUrns.BulkRequest);
        if (JsonMembers.Find(body, "Operations") is not JsonArray { Count: > 0 } operations)
            throw ScimException.InvalidSyntax("'Operations' must be an array of at least one operation.");
        if (operations.Count > limits.Operations)
            throw ScimException.TooLarge(string.Create(CultureInfo.InvariantCulture,
                $"The bulk request has {operations.Count} operations, which exceeds maxOperations ({limits.Operations})."));

        var request = new BulkRequest(ReadFailOnErrors(body), [.. operations.Select(BulkOperation.Read)]);
        RequireUniqueBulkIds(request.Operations);
        return request;
    }

    private static int? ReadFailOnErrors(JsonObject body)
    {
        if (JsonMembers.Find(body, "failOnErrors") is not { } node)
            return null;
        return JsonMembers.Whole(node) is >= 1 and var errors
            ? (int)Math.Min(errors, int.MaxValue)
            : throw ScimException.InvalidSyntax("'failOnErrors' must be an integer of at least 1.");
    }

    // A reference to an id that is there twice could mean either, so no operation of the request is safe to run.
    private static void RequireUniqueBulkIds(IReadOnlyList<BulkOperation> operations)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, operation) in operations.Index())
            if (operation.BulkId is { } bulkId && !first.TryAdd(bulkId, index))
                throw ScimException.InvalidValue(string.Create(CultureInfo.InvariantCulture,
                    $"Operations[{index}].bulkId: '{ScimException.Shorten(bulkId)}' is the bulkId of Operations[{first[bulkId]}] already."));
    }
}
