using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Filtering;
using Scim.Modular.Protocol.Messages;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching.Dialects;

// Entra and JumpCloud remove with a list of values instead of a value filter. Read literally (RFC 7644 §3.5.2.2) that empties the
// attribute, so each listed value becomes a remove of its own; an empty list, or null, removes nothing.
//   {"op":"remove","path":"members","value":[{"value":"2819c223"}]} → {"op":"remove","path":"members[value eq \"2819c223\"]"}
internal sealed class RemoveByValue : IPatchHabit
{
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        if (operation is not { Op: PatchOp.Remove, HasValue: true, Path: { ValueFilter: null } path }
            || PatchHabits.Resolve(operation, type) is not { SubAttribute: null, Attribute: var attribute }
            || !attribute.MultiValued)
            return [operation];

        return Listed(operation.Value).Select(item =>
            new PatchOperation(PatchOp.Remove, path with { ValueFilter = Selecting(item, path) }, null));
    }

    private static JsonNode?[] Listed(JsonNode? value) => value switch
    {
        null => [],
        JsonArray listed => [.. listed],
        _ => [value],
    };

    // By value and type, as far as they are given: an address may be there once for work and once for home.
    private static FilterExpression Selecting(JsonNode? item, PatchPath path)
    {
        var fields = item is JsonObject json ? Binding.ResourceBinder.ByName(json, path + ".") : null;
        FilterExpression? selecting = null;
        foreach (var name in (string[])(fields is null ? ["value"] : ["value", "type"]))
        {
            if (JsonText.Of(fields is null ? item : fields.GetValueOrDefault(name)) is not { Length: > 0 } text)
                continue;
            var equal = new Comparison(new AttributePath(null, name), CompareOperator.Equal, FilterValue.String(text));
            selecting = selecting is null ? equal : new And(selecting, equal);
        }

        return selecting ?? throw ScimException.InvalidValue($"A value to remove from '{path.Attribute}' must say its 'value'.");
    }
}
