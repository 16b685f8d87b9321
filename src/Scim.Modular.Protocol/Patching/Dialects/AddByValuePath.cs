using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching.Dialects;

// Google and Ping add with a value filter in the path and no value, or an empty one. The filter is then the value.
//   {"op":"add","path":"members[value eq \"2819c223\"]"} → {"op":"add","path":"members","value":[{"value":"2819c223"}]}
internal sealed class AddByValuePath : IPatchHabit
{
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type) =>
        operation is { Op: PatchOp.Add, Path: { ValueFilter: { } filter, SubAttribute: null } path }
        && (ValueBinder.IsUnassigned(operation.Value) || JsonText.Of(operation.Value) is { Length: 0 })
        && ElementFromFilter.TryCreate(filter) is { } element
            ? [new PatchOperation(PatchOp.Add, path with { ValueFilter = null }, new JsonArray(element))]
            : [operation];
}
