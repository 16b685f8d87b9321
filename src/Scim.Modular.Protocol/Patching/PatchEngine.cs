using System.Text.Json.Nodes;
using Scim.Modular.Protocol.Binding;
using Scim.Modular.Protocol.Patching.Dialects;
using Scim.Modular.Protocol.Schemas;

namespace Scim.Modular.Protocol.Patching;

/// <summary>What a PATCH made of a resource.</summary>
/// <param name="Resource">The new resource in canonical form.</param>
/// <param name="Notes">What was left out, paths only.</param>
/// <param name="Changed">Whether anything differs; when not, <c>meta</c> must stay as it was (RFC 7644 §3.5.2.1).</param>
public sealed record PatchResult(JsonObject Resource, IReadOnlyList<string> Notes, bool Changed);

/// <summary>
/// Applies a PATCH, RFC 7644 §3.5.2. The operations run in their order on a copy, so a failing one leaves the resource as it
/// was. Where the RFC leaves room:
/// <list type="bullet">
/// <item>An added value is "already there" when an existing one has all of its sub-attributes with equal values.</item>
/// <item><c>replace</c> of values chosen by a filter replaces them whole, but they keep what the filter demanded with <c>eq</c>.</item>
/// <item>A filter that matches nothing is 400 <c>noTarget</c> for <c>replace</c> and <c>add</c>, unless it is made of <c>eq</c>
/// joined by <c>and</c> and a sub-attribute follows it (or the operation is <c>add</c>): then the value is created.</item>
/// <item><c>remove</c> of what is not there changes nothing; of a required attribute it is 400 <c>mutability</c>.</item>
/// <item><c>null</c> and <c>""</c> unassign; only <c>active</c> cannot be unassigned.</item>
/// <item>Without a path, read-only and unknown keys are left out and noted; in a path they are errors.</item>
/// <item><c>password</c> is taken and dropped.</item>
/// </list>
/// </summary>
public static class PatchEngine
{
    /// <summary>The resource after all operations; <paramref name="resource"/> itself is not changed.</summary>
    /// <example><c>PatchEngine.Apply(user, PatchRequest.Parse(body).Operations, CoreSchemas.UserResourceType).Resource</c></example>
    public static PatchResult Apply(
        JsonObject resource,
        IReadOnlyList<PatchOperation> operations,
        ResourceTypeDefinition type,
        BindingLimits? limits = null,
        IReadOnlyList<IPatchDialect>? dialects = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(operations);
        ArgumentNullException.ThrowIfNull(type);
        limits ??= BindingLimits.Default;
        var notes = new NoteList(limits.Notes);
        var before = ResourceBinder.Canonical(resource, type, limits, new NoteList(0));
        var patched = (JsonObject)before.DeepClone();
        var patcher = new ResourcePatcher(patched, type, new ValueBinder(limits, notes, keepReadOnly: false), notes);
        foreach (var operation in operations)
            foreach (var rewritten in (dialects ?? PatchDialects.All).Rewrite(operation, type))
                patcher.Apply(rewritten);

        var after = ResourceBinder.Canonical(patched, type, limits, notes);
        return new PatchResult(after, notes.ToList(), !JsonNode.DeepEquals(before, after));
    }
}
