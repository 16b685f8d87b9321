using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Bulk;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Patching;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Tests;

// The least that can run the steps of a bulk plan: resources in memory. It refuses to create the bulkIds that it is told to.
internal sealed class BulkServer(params string[] refused)
{
    public Dictionary<string, JsonObject> Resources { get; } = new(StringComparer.Ordinal);

    public List<BulkStep> Steps { get; } = [];

    public string Ran => string.Join(", ", Steps.Where(step => step.Error is null).Select(step => $"{step.Operation.Method} {step.Operation.Path}"));

    public BulkPlan Run(string body)
    {
        var plan = new BulkPlan(BulkRequest.Parse(Json.Object(body)));
        while (plan.Next() is { } step)
        {
            Steps.Add(step);
            plan.Report(step.Error is { } error ? BulkResult.Failed(step.Operation, error) : Run(step.Operation));
        }

        return plan;
    }

    private BulkResult Run(BulkOperation operation)
    {
        var id = operation.Id ?? "id-" + operation.BulkId;
        var path = $"{operation.Endpoint}/{id}";
        try
        {
            var status = Apply(operation, path);
            return new BulkResult(operation, status) { Id = id, Location = $"https://example.com/v2{path}" };
        }
        catch (ScimException error)
        {
            return BulkResult.Failed(operation, error, operation.IsCreate ? null : $"https://example.com/v2{path}");
        }
    }

    private int Apply(BulkOperation operation, string path)
    {
        var type = operation.Endpoint == "/Users" ? CoreSchemas.UserResourceType : CoreSchemas.GroupResourceType;
        if (!operation.IsCreate && !Resources.ContainsKey(path))
            throw new ScimException(404, null, "Resource does not exist.");
        if (operation.IsCreate && refused.Contains(operation.BulkId))
            throw new ScimException(409, ScimTypes.Uniqueness, "It is in use.");

        Assert.DoesNotContain("bulkId:", operation.Path + operation.Data?.ToJsonString(), StringComparison.Ordinal);
        switch (operation.Method)
        {
            case "POST" or "PUT":
                Resources[path] = ResourceBinder.Bind(operation.Data!, type).Attributes;
                return operation.IsCreate ? 201 : 200;
            case "PATCH":
                Resources[path] = PatchEngine.Apply(Resources[path], PatchRequest.Parse(operation.Data!).Operations, type).Resource;
                return 200;
            default:
                Resources.Remove(path);
                return 204;
        }
    }
}
