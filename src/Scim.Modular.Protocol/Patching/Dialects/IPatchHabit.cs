using Scim.Modular.Protocol.Dialects;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching.Dialects;

// Rewrites what a client sends into what RFC 7644 §3.5.2 says; an operation that follows the RFC stays as it is.
internal interface IPatchHabit
{
    IEnumerable<PatchOperation> Rewrite(PatchOperation operation, ResourceTypeDefinition type);
}

internal static class PatchHabits
{
    // In the order in which they apply.
    private static readonly (Habits Habit, IPatchHabit Rewrites)[] All =
    [
        (Habits.RemoveByValue, new RemoveByValue()),
        (Habits.AddByValuePath, new AddByValuePath()),
        (Habits.QualifiedKeys, new QualifiedKeys()),
    ];

    private static readonly WholeReplace WholeReplace = new();

    public static IEnumerable<PatchOperation> Rewrite(this Dialect dialect, PatchOperation operation, ResourceTypeDefinition type)
    {
        IEnumerable<PatchOperation> rewritten = [operation];
        foreach (var (habit, rewrites) in All)
            if (dialect.Has(habit))
                rewritten = rewritten.SelectMany(one => rewrites.Rewrite(one, type));
        return dialect.Has(Habits.PartialReplace) ? rewritten : rewritten.SelectMany(one => WholeReplace.Rewrite(one, type));
    }

    internal static ResolvedAttribute? Resolve(PatchOperation operation, ResourceTypeDefinition type) =>
        operation.Path is { } path && type.TryResolveExact(path.Attribute, out var resolved) ? resolved : null;
}
