using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

/// <summary>
/// Entra sends <c>manager</c> as the bare id, or in an array of one; Okta maps <c>roles</c> and <c>entitlements</c> to strings.
/// </summary>
/// <example>
/// <c>{"op":"Add","path":"manager","value":[{"value":"x"}]}</c> becomes
/// <c>{"op":"add","path":"manager","value":{"value":"x"}}</c>.
/// </example>
public sealed class BareComplexValue : IPatchDialect
{
    /// <inheritdoc />
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Path is not { ValueFilter: null } || operation.Value is not { } value || ValueBinder.IsUnassigned(value)
            || PatchDialects.Resolve(operation, type) is not { SubAttribute: null, Attribute: { Type: AttributeType.Complex } attribute })
            return [operation];

        var unfolded = attribute.MultiValued && value is JsonArray listed
            ? new JsonArray([.. listed.Select(item => item is null ? null : BareValues.Unfold(attribute, item).DeepClone())])
            : BareValues.Unfold(attribute, value);
        return [operation with { Value = unfolded }];
    }
}
