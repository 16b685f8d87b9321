using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

// The interoperability profile, §6.5.2.1: `replace` of a complex attribute replaces all of it, where RFC 7644 §3.5.2.3 leaves the
// sub-attributes that are not named. So those are named, with null.
internal sealed class WholeReplace : IPatchHabit
{
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        if (operation is not { Op: PatchOp.Replace, Path.ValueFilter: null, Value: JsonObject { Count: > 0 } given }
            || PatchHabits.Resolve(operation, type) is not { SubAttribute: null, Attribute: { MultiValued: false, Type: AttributeType.Complex } attribute })
            return [operation];

        var whole = (JsonObject)given.DeepClone();
        var named = given.Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var sub in attribute.SubAttributes)
            if (sub.Mutability is Mutability.ReadWrite or Mutability.WriteOnly && !named.Contains(sub.Name))
                whole[sub.Name] = null;
        return [operation with { Value = whole }];
    }
}
