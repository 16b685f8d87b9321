using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

/// <summary>
/// Google and Ping add with a value filter in the path and no value, or an empty one. The filter is then the value.
/// </summary>
/// <example>
/// <c>{"op":"add","path":"members[value eq \"2819c223\"]"}</c> becomes
/// <c>{"op":"add","path":"members","value":[{"value":"2819c223"}]}</c>.
/// </example>
public sealed class AddByValuePath : IPatchDialect
{
    /// <inheritdoc />
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation is { Op: PatchOp.Add, Path: { ValueFilter: { } filter, SubAttribute: null } path }
            && Binding.ValueBinder.IsUnassigned(operation.Value)
            && ElementFromFilter.TryCreate(filter) is { } element
                ? [new PatchOperation(PatchOp.Add, path with { ValueFilter = null }, new JsonArray(element))]
                : [operation];
    }
}
