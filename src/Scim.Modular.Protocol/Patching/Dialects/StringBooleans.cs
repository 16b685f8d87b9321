using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Schemas;
using Scim.Modular.Protocol.Text;

namespace Scim.Modular.Protocol.Patching.Dialects;

/// <summary>
/// Entra without its <c>aadOptscim062020</c> flag, and OneLogin's templates, write booleans as <c>"True"</c> and <c>"False"</c>.
/// </summary>
/// <example>
/// <c>{"op":"Replace","path":"active","value":"False"}</c> becomes
/// <c>{"op":"replace","path":"active","value":false}</c>.
/// </example>
public sealed class StringBooleans : IPatchDialect
{
    /// <inheritdoc />
    public IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentNullException.ThrowIfNull(type);
        if (operation is { Path: null, Value: JsonObject values })
            return [operation with { Value = Rewrite(values, type) }];
        return PatchDialects.Resolve(operation, type) is { } resolved
            && IsBoolean(resolved, operation.Path!)
            && JsonText.Truth(operation.Value) is { } truth
            ? [operation with { Value = JsonValue.Create(truth) }]
            : [operation];
    }

    private static JsonObject Rewrite(JsonObject values, ResourceTypeDefinition type)
    {
        var rewritten = (JsonObject)values.DeepClone();
        foreach (var (name, node) in values)
            if (JsonText.Truth(node) is { } truth && type.Schema.Find(name)?.Type == AttributeType.Boolean)
                rewritten[name] = truth;
        return rewritten;
    }

    private static bool IsBoolean(ResolvedAttribute resolved, PatchPath path) =>
        (path.SubAttribute is null ? resolved.Target : resolved.Attribute.Find(path.SubAttribute))?.Type == AttributeType.Boolean;
}
