using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Scim.Modular.Platform.Http;
using Scim.Modular.Protocol.Bulk;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Versioning;

namespace Scim.Modular.Identity.Api.Scim;

/// <summary>
/// Many operations in one request (RFC 7644 §3.7). Each is what it would be alone: checked, committed and answered by itself, and counted
/// against the rate.
/// </summary>
internal static class BulkOperations
{
    public static async Task<ScimAnswer> RunAsync(ScimCall call)
    {
        var request = BulkRequest.Parse(
            await call.ReadBodyAsync(call.Limits.BulkBodyBytes), new BulkLimits { Operations = call.Limits.BulkOperations });
        if (!await call.Http.RequestServices.GetRequiredService<RequestRates>().TakeAsync(call.Http, request.Operations.Count - 1, call.Aborted))
        {
            call.Http.Response.Headers.RetryAfter = "1";
            throw new ScimException(StatusCodes.Status429TooManyRequests, null, "Too many requests at a time: each operation of a bulk request counts as one. Nothing was changed.");
        }

        var plan = new BulkPlan(request);
        var notes = new List<string>();
        while (plan.Next() is { } step)
            plan.Report(await RunAsync(call, step, notes));
        var failed = plan.Results.Count(result => !result.IsSuccess);
        return new(
            StatusCodes.Status200OK, BulkResponse.Create(plan.Results).ToJsonString(),
            string.Create(CultureInfo.InvariantCulture, $"{plan.Results.Count} of {request.Operations.Count} operations run, {failed} failed"))
        {
            Notes = notes,
        };
    }

    private static async Task<BulkResult> RunAsync(ScimCall call, BulkStep step, List<string> notes)
    {
        var operation = step.Operation;
        var location = operation.IsCreate ? null : call.BaseAddress + operation.Path;
        try
        {
            if (step.Error is { } error)
                throw error;
            var answer = await RunAsync(call, operation);
            notes.AddRange(answer.Notes.Select(note => $"{operation.Method} {operation.Path}: {note}").Take(20 - Math.Min(20, notes.Count)));
            return new BulkResult(operation, answer.Status)
            {
                Id = operation.IsCreate ? answer.Location![(answer.Location!.LastIndexOf('/') + 1)..] : null,
                Location = answer.Location ?? location,
                Version = answer.ETag,
            };
        }
        catch (ScimException refusal)
        {
            return BulkResult.Failed(operation, refusal, location);
        }
    }

    private static Task<ScimAnswer> RunAsync(ScimCall call, BulkOperation operation)
    {
        if (call.Catalog.At(operation.Endpoint[1..]) is not { } type)
            throw ScimException.InvalidPath($"'{ScimCall.Shortened(operation.Endpoint, 80)}' is not the endpoint of a resource type.");
        var operations = ResourceOperations.Of(call, type);
        var condition = operation.Version is { } version ? EntityTagCondition.Parse([version], "version") : null;
        return operation.Method switch
        {
            "POST" => operations.CreateAsync(new ScimWrite(operation.Data!, IfMatch: null)),
            "PUT" => operations.ReplaceAsync(operation.Id!, new ScimWrite(operation.Data!, condition)),
            "PATCH" => operations.PatchAsync(operation.Id!, new ScimWrite(operation.Data!, condition)),
            _ => operations.DeleteAsync(operation.Id!, condition),
        };
    }
}
