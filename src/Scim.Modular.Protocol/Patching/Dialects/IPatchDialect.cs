using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

/// <summary>
/// A client's habit: rewrites what it sends into what RFC 7644 §3.5.2 says. The engine only ever sees the RFC's form.
/// </summary>
public interface IPatchDialect
{
    /// <summary>The operations that stand for <paramref name="operation"/>: itself when the habit is not in it.</summary>
    IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type);
}

/// <summary>The habits that are known.</summary>
public static class PatchDialects
{
    /// <summary>All of them, in the order in which they apply. None changes an operation that follows the RFC.</summary>
    public static IReadOnlyList<IPatchDialect> All { get; } =
        [new RemoveByValue(), new AddByValuePath(), new StringBooleans(), new BareComplexValue()];

    internal static IEnumerable<PatchOperation> Rewrite(
        this IReadOnlyList<IPatchDialect> dialects, PatchOperation operation, ResourceTypeDefinition type)
    {
        IEnumerable<PatchOperation> rewritten = [operation];
        foreach (var dialect in dialects)
            rewritten = rewritten.SelectMany(one => dialect.Rewrite(one, type));
        return rewritten;
    }

    internal static ResolvedAttribute? Resolve(PatchOperation operation, ResourceTypeDefinition type) =>
        operation.Path is { } path && type.TryResolveExact(path.Attribute, out var resolved) ? resolved : null;
}
