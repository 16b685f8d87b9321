using System.Globalization;
using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Messages;

namespace Scim.Modular.Protocol.Bulk;

/// <summary>What became of one operation, RFC 7644 §3.7.3.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Status">The HTTP status that the operation alone would have been answered with.</param>
/// <example><c>new BulkResult(step.Operation, 201) { Id = "92b725cd", Location = "https://example.com/v2/Users/92b725cd" }</c></example>
public sealed record BulkResult(BulkOperation Operation, int Status)
{
    /// <summary>The id of what a POST created, for those who refer to it. It is not written.</summary>
    public string? Id { get; init; }

    /// <summary>The address of the resource. Only a POST that failed has none.</summary>
    public string? Location { get; init; }

    /// <summary>The version that the resource has now, as in its ETag.</summary>
    public string? Version { get; init; }

    /// <summary>The body: the error when it failed, otherwise the resource or nothing.</summary>
    public JsonObject? Response { get; init; }

    /// <summary>Whether the operation did what it says.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The result of an operation that failed.</summary>
    /// <example><c>BulkResult.Failed(step.Operation, error, location: null)</c></example>
    public static BulkResult Failed(BulkOperation operation, ScimException error, string? location = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new BulkResult(operation, error.Status) { Location = location, Response = ScimError.ToJson(error) };
    }

    /// <summary>The entry of the response. Its <c>status</c> is a string, as in the examples of §3.7.3.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        Add("location", Location);
        Add("method", Operation.Method.Length == 0 ? null : Operation.Method);
        Add("bulkId", Operation.BulkId);
        Add("version", Version);
        Add("status", Status.ToString(CultureInfo.InvariantCulture));
        if (Response is not null)
            json["response"] = Response.DeepClone();
        return json;

        void Add(string name, string? text)
        {
            if (text is not null)
                json[name] = text;
        }
    }
}

/// <summary>The body of the answer to a bulk request, RFC 7644 §3.7. Its HTTP status is 200, whatever became of the operations.</summary>
public static class BulkResponse
{
    /// <summary>The response with the results of the operations that were processed, in the order of the request.</summary>
    /// <example><c>BulkResponse.Create(plan.Results)</c></example>
    public static JsonObject Create(IEnumerable<BulkResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new JsonObject
        {
            ["schemas"] = new JsonArray(ScimUrns.BulkResponse),
            ["Operations"] = new JsonArray([.. results.Select(result => result.ToJson())]),
        };
    }
}
